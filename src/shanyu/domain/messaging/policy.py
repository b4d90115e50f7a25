"""Who may do what with notices: everybody with their own."""

from shanyu.domain.people.policy import of_own_account, own_account
from shanyu.kernel.door import Role, Row, everything, policy

policy(
    Row("messaging.my_notices", {Role.MEMBER: of_own_account}),
    Row("messaging.open_notice", {Role.MEMBER: of_own_account}),
    Row("messaging.read_all", {Role.MEMBER: everything}),
    Row("messaging.my_channels", {Role.MEMBER: own_account}),
    Row("messaging.choose_channels", {Role.MEMBER: everything}),
    Row("messaging.add_device", {Role.MEMBER: everything}),
    Row("messaging.remove_device", {Role.MEMBER: of_own_account}),
    # Whoever has the letter may end such letters: mail programs do it for their reader, without signing in
    Row("messaging.stop_mails", {Role.PUBLIC: everything}),
)
