"""Validation checks: do the records of a dataset fit together? One check a module, whose docstring is its manual.

To add a check, write a module with a `CODE` and a `check`, and list the check here.
"""

from nato_cli.dataset.checks import (
    after_appointment,
    before_birth,
    circular_group,
    circular_relay,
    duplicate_stance,
    early_condition,
    exceeded_count,
    impossible_band,
    impossible_membership,
    incomplete_count,
    inconsistent_count,
    missing_url,
    missing_weight,
    not_a_member,
    repeated_member,
    undated_source,
    uneven_grades,
    unexplained_credibility,
    unknown_candidate,
    unknown_group,
    unknown_hedge,
    unknown_member,
    unknown_source,
    unreachable_quota,
    unused_source,
    veto_outside,
)

ERRORS = (
    impossible_membership.check,
    impossible_band.check,
    incomplete_count.check,
    unknown_member.check,
    unknown_group.check,
    unknown_candidate.check,
    unknown_source.check,
    unknown_hedge.check,
    not_a_member.check,
    circular_relay.check,
    circular_group.check,
    before_birth.check,
    after_appointment.check,
    early_condition.check,
    missing_url.check,
)
WARNINGS = (
    unreachable_quota.check,
    missing_weight.check,
    veto_outside.check,
    exceeded_count.check,
    inconsistent_count.check,
    unused_source.check,
    undated_source.check,
    unexplained_credibility.check,
    uneven_grades.check,
    duplicate_stance.check,
    repeated_member.check,
)
