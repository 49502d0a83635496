"""Mail: queued in the transaction that writes it, delivered by SMTP; without an SMTP server kept in the local outbox.

The outbox is the table `outbox_mail`. In development anybody may read it in the browser, else the operator.
"""

from parley.ground.mail.model import Mail, MailInvalid
from parley.ground.mail.sending import send

__all__ = ["Mail", "MailInvalid", "send"]
