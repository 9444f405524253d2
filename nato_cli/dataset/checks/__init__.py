"""Do the records of a dataset fit together? One fault a module, whose docstring is its manual.

To add a fault, write a module with a `CODE` and a `check`, and list the check here.
"""

from nato_cli.dataset.checks import (
    after_appointment,
    before_birth,
    circular_relay,
    duplicate_stance,
    exceeded_count,
    inconsistent_count,
    missing_url,
    not_a_member,
    undated_source,
    unexplained_credibility,
    unknown_candidate,
    unknown_hedge,
    unknown_member,
    unknown_source,
    unused_source,
)

ERROR_RULES = (
    unknown_member.check,
    unknown_candidate.check,
    unknown_source.check,
    not_a_member.check,
    unknown_hedge.check,
    circular_relay.check,
    before_birth.check,
    after_appointment.check,
    missing_url.check,
)
WARNING_RULES = (
    exceeded_count.check,
    inconsistent_count.check,
    unused_source.check,
    undated_source.check,
    unexplained_credibility.check,
    duplicate_stance.check,
)
