from nkj_data.pulse.report import ClassPulse as ClassPulse
from nkj_data.pulse.report import PulseError as PulseError
from nkj_data.pulse.report import class_pulse as class_pulse
