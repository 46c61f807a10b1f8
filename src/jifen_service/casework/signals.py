"""What the layers above may listen to (信号): sent inside the transaction, so that all happens or nothing."""

from django.dispatch import Signal

#: a step was taken: ``case`` as it stands now, ``event``; the decision, if any, is recorded already
step_taken = Signal()
#: what is personal in a case was erased: ``case``
erased = Signal()
