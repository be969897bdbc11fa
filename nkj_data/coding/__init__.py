"""Floor 3: how a learner codes the fourteen sentences, against our own coding."""

from __future__ import annotations

from nkj_data.lazy import lazy_names

TYPE_CHECKING = False  # see nkj_data/__init__.py
if TYPE_CHECKING:
    from nkj_data.coding.agreement import CodingAgreement as CodingAgreement
    from nkj_data.coding.agreement import coding_agreement as coding_agreement
    from nkj_data.coding.ours import CodedSentence as CodedSentence
    from nkj_data.coding.ours import our_coding as our_coding

_HOMES = {
    **dict.fromkeys(("CodingAgreement", "coding_agreement"), "nkj_data.coding.agreement"),
    **dict.fromkeys(("CodedSentence", "our_coding"), "nkj_data.coding.ours"),
}
__all__ = [*_HOMES]
__getattr__, __dir__ = lazy_names(__name__, _HOMES)
