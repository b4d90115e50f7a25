"""Which page is looked at where."""

#: Addresses that answer with data or a file, or that only lead on.
NOT_PAGES = {
    "healthz", "metrics", "account:home", "openid_connect_callback", "mfa_download_recovery_codes",
    "mfa_login_webauthn", "public:suggest", "public:map_ground", "public:map_streets", "public:map_sites",
    "public:walk_area", "public:site_qr", "public:picture", "public:robots", "public:sitemap",
    "provider:certificate_file", "provider:credential_file", "provider:picture", "authority:certificate_file",
    "authority:credential_file", "authority:map_areas", "authority:map_sites", "authority:parts_export",
    "authority:sites_export", "authority:exceptions_export", "authority:regions_export",
    "authority:people_export", "authority:two_places_export", "authority:audit_export", "service_worker",
    "account:notice", "account:add_device", "station:poster_code", "authority:activities_export", "family:booking_code",
    "family:booking_ics", "family:exam_report", "host:export", "host:report_export", "host:poster", "public:calendar",
    "public:clock", "public:map_activities", "public:session_poster", "family:programme_paper", "family:read_paper",
    "family:paper", "family:statement", "family:receipt",
    "family:message_file", "carer:message_file", "provider:message_file", "authority:message_file",
    "authority:evidence_paper", "public:programme_protocol",
    "provider:document_file", "provider:exam_file", "provider:menu_sheet", "provider:plan_sheet", "provider:meal_photo",
    "family:meal_photo", "carer:meal_photo",
    "family:day_part", "family:photo", "family:label", "carer:photo", "carer:label",
    "carer:state", "carer:worker", "carer:manifest",
    "provider:incident_photo", "provider:proof_file", "provider:disinfection_export", "carer:incident_photo",
    "family:return_proof",
    "provider:paper_file", "provider:statement", "provider:receipt", "authority:demand_export",
    "authority:map_demand", "authority:care_export", "provider:sheet_file",
}  # fmt: skip
#: Pages of the demo that links lead to, by whose they are: the first of the cast who comes to each.
REACHED: dict[str, set[str]] = {
    "": {
        "account_login", "account_signup", "public:about", "public:activities", "public:find", "public:home",
        "public:session", "public:privacy", "public:site", "public:verify", "socialaccount_login_cancelled",
        "socialaccount_login_error", "ui:style",
    },
    "chen": {
        "account:close", "account:me", "account:notices", "account:notice_settings",
        "account:privacy", "account_change_password", "account_logout",
        "account_reauthenticate", "family:add_child", "family:child", "family:edit_child",
        "family:erase_child", "family:guardians", "family:home", "family:me", "family:places",
        "family:booking", "family:bookings", "family:calendar", "family:trust", "family:visits",
        "family:care_card", "family:entry", "family:health", "family:health_book", "family:health_part",
        "family:vaccinations", "family:week", "family:child_week",
        "mfa_index", "socialaccount_connections", "usersessions_list",
        "account:report_harm", "family:protection",
    },
    "ming": {
        "family:today", "family:day", "family:album", "family:months", "family:leave", "family:pick_up",
        "family:medicine",
    },
    "fang": {
        "provider:disinfection", "provider:health_home", "provider:illness", "provider:incident", "provider:incidents",
        "host:appeals", "host:calendar", "host:door", "host:edit", "host:feed", "host:home", "host:new",
        "host:people", "host:places", "host:plan", "host:report", "host:series", "host:session",
        "host:session_report", "host:table",
        "account:keys", "mfa_reauthenticate", "provider:class", "provider:classes", "provider:facts",
        "provider:fee", "provider:fees", "provider:history", "provider:home", "provider:new_class",
        "provider:new_fee", "provider:new_paper", "provider:new_room", "provider:new_worker",
        "provider:page", "provider:papers", "provider:pictures", "provider:post", "provider:print",
        "provider:room", "provider:rooms", "provider:site", "provider:staff", "provider:worker",
        "provider:today", "provider:tracing", "provider:tracing_settings", "provider:sheets",
        "provider:menu", "provider:dishes", "provider:dish", "provider:new_dish", "provider:plans", "provider:plan",
        "provider:activities", "provider:activity", "provider:new_activity", "provider:samples", "provider:foods",
        "provider:survey", "provider:survey_of",
    },
    "he": {"account:harm_receipt", "carer:incident", "carer:incidents", "carer:new_incident", "carer:classes",
        "carer:floor", "carer:papers", "carer:table", "carer:medication",
        "carer:photos", "carer:portrait", "carer:portraits"},
    "gu": {
        "authority:harm", "authority:harm_report", "authority:incident", "authority:protection",
        "authority:demand", "authority:care",
        "authority:activities", "authority:activities_host", "authority:activities_hosts",
        "authority:account", "authority:desk", "authority:home", "authority:operator",
        "authority:operators", "authority:people", "authority:regions", "authority:site",
        "authority:site_people", "authority:sites", "authority:two_places",
    },
    "xu": {"authority:audit"},
    "jiang": {"authority:administration"},
}  # fmt: skip
#: Pages of the demo that need a choice.
CHOSEN = {"public:compare"}
#: Pages that need a state of their own, by the scene of `test_every_state.py` that makes it.
STATES: dict[str, set[str]] = {
    "family": {"family:invitation", "account:roles"},
    "incident": {"family:incident"},
    "accounts": {
        "account_reauthenticate", "account_inactive", "account_set_password", "socialaccount_signup",
        "openid_connect_login",
    },
    "second factors": {
        "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_list_webauthn", "mfa_authenticate",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_reauthenticate", "mfa_activate_totp",
        "mfa_reauthenticate_webauthn", "mfa_deactivate_totp", "account:step_up",
    },
    "notices": {"account:confirm_email", "account:stop_mails", "account:notices", "account:notice_settings"},
    "office": {"carer:join"},
    "station": {
        "station:today", "station:play", "station:duties", "station:drop_in", "station:house", "station:hours",
        "station:poster", "station:care", "station:mine", "station:pick_up", "station:hello", "station:home",
    },
    "referrals": {
        "family:referrals", "family:referral", "provider:referrals", "provider:referral", "provider:refer",
    },
    "authority": set(),
    "open pages": {"ui:offline", "public:verify_code"},
    "errors": set(),
}  # fmt: skip
#: Pages that another journey looks at in the same way, by its file.
ELSEWHERE: dict[str, set[str]] = {
    "test_messages.py": {
        "family:messages", "family:new_message", "family:thread", "family:report_message", "family:announcements",
        "family:announcement", "family:consent_requests", "family:consent_request", "carer:messages",
        "carer:new_message", "carer:thread", "carer:report_message", "carer:published", "carer:publish",
        "carer:receipts", "provider:messages", "provider:new_message", "provider:thread",
        "provider:report_message", "provider:announcements", "provider:announcement", "provider:published",
        "provider:publish", "provider:receipts", "provider:asked", "provider:ask", "provider:answers",
        "provider:message_settings", "authority:messages", "authority:thread",
        "authority:published", "authority:publish", "authority:receipts",
        "authority:reports", "authority:report",
    },
    "test_carer_floor.py": {"carer:device", "carer:devices", "carer:shell"},
    "test_enrolment.py": {
        "family:agreement", "family:case", "family:cases", "family:change", "family:fees", "family:health_quick",
        "family:papers", "family:wish",
    },
    "test_head_changes.py": {"provider:month_fees", "provider:propose_change", "provider:reverse_payment"},
    "test_head_enrols.py": {
        "provider:agreement", "provider:application", "provider:board", "provider:case", "provider:case_health",
        "provider:enrolment", "provider:inbox", "provider:waiting",
    },
    "test_booking.py": {
        "host:add_plan_item", "host:all_appeals", "host:decide_appeal", "host:move", "host:plan_item",
        "public:booking_link", "public:visits",
    },
    "test_programmes.py": {
        "authority:amend_programme", "authority:claim", "authority:compare_runs", "authority:contest",
        "authority:contests", "authority:edit_programme", "authority:edit_programme_class", "authority:evidence",
        "authority:new_programme", "authority:programme", "authority:programme_classes",
        "authority:programme_rules", "authority:programme_run", "authority:programme_runs",
        "authority:programmes", "family:claim_priority", "family:enter_programme", "family:programme_entry",
        "family:programmes", "host:programme_class", "host:programmes", "public:programme", "public:programmes",
    },
}  # fmt: skip
