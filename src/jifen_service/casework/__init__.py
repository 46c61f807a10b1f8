"""Cases (案件): one state machine, materials, checks, clocks, decisions. Fronts call `casework.service`."""
