"""The officers' desk (办理台): the queue of a district centre, review side by side, steps, figures."""
