"""What every Graph call shares: who calls, parameters, answers, refusals, limits of use."""
