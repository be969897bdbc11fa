from nkj_data.record.entry import Notice as Notice
from nkj_data.record.journal import Record as Record
from nkj_data.record.journal import Saved as Saved
from nkj_data.record.journal import my_record as my_record
from nkj_data.record.spaced_review import review_deck as review_deck
from nkj_data.record.state import growth as growth
from nkj_data.record.state import progress as progress
from nkj_data.record.state import states as states
