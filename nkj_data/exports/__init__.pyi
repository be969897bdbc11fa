from nkj_data.exports.formats import FORMATS as FORMATS
from nkj_data.exports.formats import Exported as Exported
from nkj_data.exports.formats import ExportError as ExportError
from nkj_data.exports.formats import LeftOut as LeftOut
from nkj_data.exports.formats import export as export
