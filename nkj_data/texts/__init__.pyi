from nkj_data.texts.adapted_text import AdaptedSentence as AdaptedSentence
from nkj_data.texts.adapted_text import adapted as adapted
from nkj_data.texts.quotation import Quotation as Quotation
from nkj_data.texts.quotation import limits as limits
from nkj_data.texts.quotation import quotations as quotations
from nkj_data.texts.reading_level import Readability as Readability
from nkj_data.texts.reading_level import readability as readability
