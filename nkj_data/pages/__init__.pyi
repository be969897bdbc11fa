from nkj_data.pages.handout import write_handouts as write_handouts
from nkj_data.pages.site import write_site as write_site
