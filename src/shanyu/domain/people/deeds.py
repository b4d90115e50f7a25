"""What each audited verb of people is called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from shanyu.kernel.door.deeds import deeds

deeds(
    {
        "people.accept_invitation": _("接受监护人邀请"),
        "people.account_file": _("查看账号档案"),
        "people.add_child": _("登记一个孩子"),
        "people.audit_trail": _("查看操作记录"),
        "people.begin_administration": _("开启管理时段"),
        "people.child_page": _("查看孩子的资料"),
        "people.close_account": _("注销一个账号"),
        "people.confirm_email": _("确认邮箱地址"),
        "people.create_account": _("新建账号"),
        "people.create_api_key": _("新建接口密钥"),
        "people.decide_for_child": _("为孩子作同意或拒绝"),
        "people.decide_for_me": _("为自己作同意或拒绝"),
        "people.edit_account": _("修改自己的资料"),
        "people.edit_child": _("修改孩子的资料"),
        "people.end_administration": _("结束管理时段"),
        "people.end_role": _("收回角色"),
        "people.erase_child": _("删除一个孩子的资料"),
        "people.export_accounts": _("导出账号"),
        "people.export_my_data": _("导出自己的资料"),
        "people.forget_email": _("移除邮箱"),
        "people.forget_place": _("移除家或工作地点"),
        "people.give_email": _("填写邮箱"),
        "people.grant_role": _("授予角色"),
        "people.invite_guardian": _("邀请监护人"),
        "people.keep_place": _("设置家或工作地点"),
        "people.list_accounts": _("查看账号名单"),
        "people.my_account": _("查看自己的账号"),
        "people.my_api_keys": _("查看自己的接口密钥"),
        "people.my_children": _("查看自己的孩子"),
        "people.my_consents": _("查看自己的同意"),
        "people.my_duty": _("查看自己的管理时段"),
        "people.my_households": _("查看自己的家庭"),
        "people.my_places": _("查看自己的家和工作地点"),
        "people.note_sign_in": _("登录平台"),
        "people.revoke_api_key": _("停用接口密钥"),
        "people.see_invitation": _("查看监护人邀请"),
        "people.set_preferences": _("选择语言"),
        "people.sign_up": _("注册账号"),
        "people.unmask_account": _("查看账号的完整号码"),
        "people.unmask_child": _("查看孩子的完整号码"),
        "people.withdraw_invitation": _("撤回监护人邀请"),
    }
)
