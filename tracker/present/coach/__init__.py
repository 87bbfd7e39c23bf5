"""The coach: advice by rule on how a bullet reads."""

from tracker.present.coach.coach import Advice, Rule, coach

__all__ = ["Advice", "Rule", "coach"]
