from nkj_data.pages.site import write_site as write_site
