from nkj_data.coding.agreement import CodingAgreement as CodingAgreement
from nkj_data.coding.agreement import coding_agreement as coding_agreement
from nkj_data.coding.ours import CodedSentence as CodedSentence
from nkj_data.coding.ours import our_coding as our_coding
