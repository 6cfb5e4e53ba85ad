"""The schema of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table and index."""
    op.create_table(
        "app_meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_app_meta")),
    )
    op.create_table(
        "change_log",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.String(32), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("entity", sa.String(), nullable=False),
        sa.Column("entity_id", sa.String(32), nullable=True),
        sa.Column("customer_id", sa.String(32), nullable=True),
        sa.Column("op", sa.String(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=True),
        sa.Column("new_version", sa.Integer(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("device", sa.String(), nullable=True),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("undoes", sa.String(32), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change_log")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_change_log_customer_id", "change_log", ["customer_id"], unique=False)
    op.create_index("ix_change_log_device_seq", "change_log", ["device", "seq"], unique=False)
    op.create_index(
        "ix_change_log_entity_entity_id", "change_log", ["entity", "entity_id"], unique=False
    )
    op.create_index("ix_change_log_group_id", "change_log", ["group_id"], unique=False)
    op.create_table(
        "customer",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("customer_no", sa.String(64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("parent_id", sa.String(32), nullable=True),
        sa.Column("uscc", sa.String(), nullable=True),
        sa.Column("industry", sa.String(), nullable=True),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("employees", sa.Integer(), nullable=True),
        sa.Column("revenue_band", sa.String(), nullable=True),
        sa.Column("customer_since", sa.String(10), nullable=True),
        sa.Column("grade", sa.String(8), nullable=True),
        sa.Column("lifecycle", sa.String(), nullable=True),
        sa.Column("need_type", sa.String(), nullable=True),
        sa.Column("intent", sa.String(), nullable=True),
        sa.Column("relation_state", sa.String(), nullable=True),
        sa.Column("strategic_value", sa.Integer(), nullable=True),
        sa.Column("strategic_reason", sa.String(), nullable=True),
        sa.Column("credit_days", sa.Integer(), nullable=True),
        sa.Column("credit_limit_minor", sa.Integer(), nullable=True),
        sa.Column("preferences", sa.String(), nullable=True),
        sa.Column("special_attention", sa.String(), nullable=True),
        sa.Column("verified_on", sa.String(10), nullable=True),
        sa.Column("archived_on", sa.String(10), nullable=True),
        sa.Column("cadence", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("referred_by", sa.String(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("custom", sa.JSON(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.CheckConstraint(
            "lifecycle IN ('prospect', 'new', 'mature', 'at_risk')",
            name=op.f("ck_customer_lifecycle_known"),
        ),
        sa.CheckConstraint(
            "need_type IN ('price', 'quality', 'service')", name=op.f("ck_customer_need_type_known")
        ),
        sa.CheckConstraint(
            "relation_state IN ('solid', 'stable', 'win_back', 'develop')",
            name=op.f("ck_customer_relation_state_known"),
        ),
        sa.CheckConstraint(
            "strategic_value BETWEEN 1 AND 5", name=op.f("ck_customer_strategic_value_range")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["customer.id"], name=op.f("fk_customer_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
    )
    op.create_index(
        op.f("ix_customer_import_batch_id"), "customer", ["import_batch_id"], unique=False
    )
    op.create_index("ix_customer_name_key", "customer", ["name_key"], unique=False)
    op.create_index(
        "uq_customer_customer_no_living",
        "customer",
        ["customer_no"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_hash", sa.String(), nullable=True),
        sa.Column("vendor", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("group_id", sa.String(32), nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("product_class", sa.String(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
    )
    op.create_index(op.f("ix_product_code"), "product", ["code"], unique=False)
    op.create_index(
        op.f("ix_product_import_batch_id"), "product", ["import_batch_id"], unique=False
    )
    op.create_index("ix_product_name_key", "product", ["name_key"], unique=False)
    op.create_table(
        "scoring_model",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("axis", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("axis IN ('grade', 'rating')", name=op.f("ck_scoring_model_axis_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scoring_model")),
    )
    op.create_index(
        op.f("ix_scoring_model_import_batch_id"), "scoring_model", ["import_batch_id"], unique=False
    )
    op.create_index("uq_scoring_model_name", "scoring_model", ["name", "revision"], unique=True)
    op.create_table(
        "setting",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
    )
    op.create_index(
        op.f("ix_setting_import_batch_id"), "setting", ["import_batch_id"], unique=False
    )
    op.create_table(
        "complaint",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("customer_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("opened_at", sa.String(24), nullable=False),
        sa.Column("respond_by", sa.String(24), nullable=True),
        sa.Column("settle_by", sa.String(24), nullable=True),
        sa.Column("responded_at", sa.String(24), nullable=True),
        sa.Column("settled_at", sa.String(24), nullable=True),
        sa.Column("resolution", sa.String(), nullable=True),
        sa.Column("handled_by", sa.String(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('complaint', 'grumble')", name=op.f("ck_complaint_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_complaint_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
    )
    op.create_index(op.f("ix_complaint_customer_id"), "complaint", ["customer_id"], unique=False)
    op.create_index(
        op.f("ix_complaint_import_batch_id"), "complaint", ["import_batch_id"], unique=False
    )
    op.create_index(
        "ix_complaint_settled_at_settle_by", "complaint", ["settled_at", "settle_by"], unique=False
    )
    op.create_index(op.f("ix_complaint_source_key"), "complaint", ["source_key"], unique=False)
    op.create_table(
        "contact",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("customer_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("birth_month", sa.Integer(), nullable=True),
        sa.Column("birth_day", sa.Integer(), nullable=True),
        sa.Column("birth_lunar", sa.Boolean(), nullable=False),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=True),
        sa.Column("data_purpose", sa.String(), nullable=True),
        sa.Column("data_source", sa.String(), nullable=True),
        sa.Column("retain_until", sa.String(10), nullable=True),
        sa.CheckConstraint(
            "role IN ('decides', 'influences', 'uses')", name=op.f("ck_contact_role_known")
        ),
        sa.CheckConstraint("birth_day BETWEEN 1 AND 31", name=op.f("ck_contact_birth_day_range")),
        sa.CheckConstraint(
            "birth_month BETWEEN 1 AND 12", name=op.f("ck_contact_birth_month_range")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_contact_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_customer_id"), "contact", ["customer_id"], unique=False)
    op.create_index(
        op.f("ix_contact_import_batch_id"), "contact", ["import_batch_id"], unique=False
    )
    op.create_table(
        "customer_facts",
        sa.Column("customer_id", sa.String(32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("grade", sa.String(8), nullable=True),
        sa.Column("grade_order", sa.String(8), nullable=False),
        sa.Column("verified_on", sa.String(10), nullable=True),
        sa.Column("contact_name", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("first_order_on", sa.String(10), nullable=True),
        sa.Column("last_order_on", sa.String(10), nullable=True),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("outstanding_minor", sa.Integer(), nullable=False),
        sa.Column("last_contact_at", sa.String(24), nullable=True),
        sa.Column("last_contact_on", sa.String(10), nullable=True),
        sa.Column("last_channel", sa.String(), nullable=True),
        sa.Column("communications", sa.Integer(), nullable=False),
        sa.Column("next_due_on", sa.String(10), nullable=True),
        sa.Column("next_due_time", sa.String(5), nullable=True),
        sa.Column("open_follow_ups", sa.Integer(), nullable=False),
        sa.Column("open_promises", sa.Integer(), nullable=False),
        sa.Column("open_complaints", sa.Integer(), nullable=False),
        sa.Column("last_score", sa.Integer(), nullable=True),
        sa.Column("last_with_data", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_customer_facts_customer_id")
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_customer_facts")),
    )
    op.create_index(
        "ix_customer_facts_list",
        "customer_facts",
        ["active", "grade_order", sa.text("last_score DESC"), "customer_id"],
        unique=False,
    )
    op.create_index(
        "ix_customer_facts_contact", "customer_facts", ["active", "last_contact_on"], unique=False
    )
    op.create_index(
        "ix_customer_facts_plan", "customer_facts", ["active", "next_due_on", "grade"], unique=False
    )
    op.create_index(
        "ix_customer_facts_verified",
        "customer_facts",
        ["active", "verified_on", "grade"],
        unique=False,
    )
    op.create_table(
        "customer_search",
        sa.Column("customer_id", sa.String(32), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.Column("pinyin", sa.String(), nullable=False),
        sa.Column("contacts", sa.String(), nullable=False),
        sa.Column("digits", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_customer_search_customer_id")
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_customer_search")),
    )
    op.create_table(
        "grade_change",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("customer_id", sa.String(32), nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("model", sa.String(), nullable=True),
        sa.Column("model_revision", sa.Integer(), nullable=True),
        sa.Column("score", sa.String(), nullable=True),
        sa.Column("with_data", sa.Integer(), nullable=True),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("proposed", sa.String(), nullable=True),
        sa.Column("from_grade", sa.String(), nullable=True),
        sa.Column("to_grade", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('accepted', 'overridden', 'kept', 'manual', 'imported')",
            name=op.f("ck_grade_change_decision_known"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_grade_change_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_change")),
    )
    op.create_index(
        "ix_grade_change_customer_id_at", "grade_change", ["customer_id", "at"], unique=False
    )
    op.create_index(
        op.f("ix_grade_change_import_batch_id"), "grade_change", ["import_batch_id"], unique=False
    )
    op.create_table(
        "sales_order",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("customer_id", sa.String(32), nullable=False),
        sa.Column("order_no", sa.String(), nullable=True),
        sa.Column("ordered_on", sa.String(10), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("cost_minor", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(3), nullable=True),
        sa.Column("invoiced_state", sa.String(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.CheckConstraint(
            "invoiced_state IN ('none', 'partial', 'full')",
            name=op.f("ck_sales_order_invoiced_state_known"),
        ),
        sa.CheckConstraint(
            "status IN ('open', 'confirmed', 'shipped', 'completed', 'returned', 'cancelled')",
            name=op.f("ck_sales_order_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_sales_order_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_order")),
    )
    op.create_index(
        "ix_sales_order_customer_id_ordered_on",
        "sales_order",
        ["customer_id", "ordered_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sales_order_import_batch_id"), "sales_order", ["import_batch_id"], unique=False
    )
    op.create_index("ix_sales_order_order_no", "sales_order", ["order_no"], unique=False)
    op.create_index(op.f("ix_sales_order_source_key"), "sales_order", ["source_key"], unique=False)
    op.create_table(
        "survey",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("customer_id", sa.String(32), nullable=False),
        sa.Column("on_date", sa.String(10), nullable=False),
        sa.Column("score", sa.String(), nullable=True),
        sa.Column("recommend", sa.Integer(), nullable=True),
        sa.Column("suggestion", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.CheckConstraint("recommend BETWEEN 0 AND 10", name=op.f("ck_survey_recommend_range")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_survey_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
    )
    op.create_index(
        "ix_survey_customer_id_on_date", "survey", ["customer_id", "on_date"], unique=False
    )
    op.create_index(op.f("ix_survey_import_batch_id"), "survey", ["import_batch_id"], unique=False)
    op.create_index(op.f("ix_survey_source_key"), "survey", ["source_key"], unique=False)
    op.create_table(
        "contact_point",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("contact_id", sa.String(32), nullable=True),
        sa.Column("customer_id", sa.String(32), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("digits", sa.String(), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('phone', 'mobile', 'email', 'wechat', 'wechat_remark', 'fax', 'other')",
            name=op.f("ck_contact_point_kind_known"),
        ),
        sa.CheckConstraint(
            "(contact_id IS NULL) <> (customer_id IS NULL)", name=op.f("ck_contact_point_one_owner")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_point_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_contact_point_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
    )
    op.create_index(
        op.f("ix_contact_point_contact_id"), "contact_point", ["contact_id"], unique=False
    )
    op.create_index(
        op.f("ix_contact_point_customer_id"), "contact_point", ["customer_id"], unique=False
    )
    op.create_index("ix_contact_point_digits", "contact_point", ["digits"], unique=False)
    op.create_index(
        op.f("ix_contact_point_import_batch_id"), "contact_point", ["import_batch_id"], unique=False
    )
    op.create_table(
        "follow_up",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("customer_id", sa.String(32), nullable=False),
        sa.Column("contact_id", sa.String(32), nullable=True),
        sa.Column("due_on", sa.String(10), nullable=False),
        sa.Column("due_time", sa.String(5), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=True),
        sa.Column("expected_result", sa.String(), nullable=True),
        sa.Column("assignee", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("completed_at", sa.String(24), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("communication_id", sa.String(32), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.CheckConstraint(
            "channel IN ('call', 'wechat', 'wecom', 'visit', 'video', 'email', 'sms', 'meeting', "
            "'other', 'errand')",
            name=op.f("ck_follow_up_channel_known"),
        ),
        sa.CheckConstraint(
            "origin IN ('manual', 'cadence', 'strategy', 'import')",
            name=op.f("ck_follow_up_origin_known"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'done', 'cancelled')", name=op.f("ck_follow_up_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_follow_up_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_follow_up_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_contact_id"), "follow_up", ["contact_id"], unique=False)
    op.create_index(
        "ix_follow_up_customer_id_state_due_on",
        "follow_up",
        ["customer_id", "state", "due_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_follow_up_import_batch_id"), "follow_up", ["import_batch_id"], unique=False
    )
    op.create_index(op.f("ix_follow_up_source_key"), "follow_up", ["source_key"], unique=False)
    op.create_index("ix_follow_up_state_due_on", "follow_up", ["state", "due_on"], unique=False)
    op.create_table(
        "order_line",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("order_id", sa.String(32), nullable=False),
        sa.Column("product_id", sa.String(32), nullable=True),
        sa.Column("quantity", sa.String(), nullable=True),
        sa.Column("price_minor", sa.Integer(), nullable=True),
        sa.Column("cost_minor", sa.Integer(), nullable=True),
        sa.Column("amount_minor", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_order_line_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_order_line_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_line")),
    )
    op.create_index(
        op.f("ix_order_line_import_batch_id"), "order_line", ["import_batch_id"], unique=False
    )
    op.create_index(op.f("ix_order_line_order_id"), "order_line", ["order_id"], unique=False)
    op.create_index(op.f("ix_order_line_product_id"), "order_line", ["product_id"], unique=False)
    op.create_table(
        "receivable",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("customer_id", sa.String(32), nullable=False),
        sa.Column("order_id", sa.String(32), nullable=True),
        sa.Column("due_on", sa.String(10), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("paid_minor", sa.Integer(), nullable=False),
        sa.Column("settled_on", sa.String(10), nullable=True),
        sa.Column("promised_on", sa.String(10), nullable=True),
        sa.Column("invoice_no", sa.String(), nullable=True),
        sa.Column("currency", sa.String(3), nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_receivable_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_receivable_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receivable")),
    )
    op.create_index(
        "ix_receivable_customer_id_due_on", "receivable", ["customer_id", "due_on"], unique=False
    )
    op.create_index(
        op.f("ix_receivable_import_batch_id"), "receivable", ["import_batch_id"], unique=False
    )
    op.create_index(op.f("ix_receivable_order_id"), "receivable", ["order_id"], unique=False)
    op.create_index(op.f("ix_receivable_settled_on"), "receivable", ["settled_on"], unique=False)
    op.create_index(op.f("ix_receivable_source_key"), "receivable", ["source_key"], unique=False)
    op.create_table(
        "communication",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("customer_id", sa.String(32), nullable=False),
        sa.Column("at", sa.String(24), nullable=False),
        sa.Column("on_date", sa.String(10), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=True),
        sa.Column("service_kind", sa.String(), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("noted", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("who", sa.String(), nullable=True),
        sa.Column("follow_up_id", sa.String(32), nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.CheckConstraint(
            "channel IN ('call', 'wechat', 'wecom', 'visit', 'video', 'email', 'sms', 'meeting', "
            "'other')",
            name=op.f("ck_communication_channel_known"),
        ),
        sa.CheckConstraint(
            "direction IN ('out', 'in')", name=op.f("ck_communication_direction_known")
        ),
        sa.CheckConstraint(
            "service_kind IN ('pre_sale', 'in_sale', 'after_sale', 'regular')",
            name=op.f("ck_communication_service_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_communication_customer_id")
        ),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["follow_up.id"], name=op.f("fk_communication_follow_up_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication")),
    )
    op.create_index(
        "ix_communication_customer_id_on_date",
        "communication",
        ["customer_id", "on_date"],
        unique=False,
    )
    op.create_index(
        op.f("ix_communication_follow_up_id"), "communication", ["follow_up_id"], unique=False
    )
    op.create_index(
        op.f("ix_communication_import_batch_id"), "communication", ["import_batch_id"], unique=False
    )
    op.create_index(
        op.f("ix_communication_source_key"), "communication", ["source_key"], unique=False
    )
    op.create_table(
        "payment",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("customer_id", sa.String(32), nullable=False),
        sa.Column("order_id", sa.String(32), nullable=True),
        sa.Column("receivable_id", sa.String(32), nullable=True),
        sa.Column("received_on", sa.String(10), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("invoice_no", sa.String(), nullable=True),
        sa.Column("source_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_payment_customer_id")
        ),
        sa.ForeignKeyConstraint(["order_id"], ["sales_order.id"], name=op.f("fk_payment_order_id")),
        sa.ForeignKeyConstraint(
            ["receivable_id"], ["receivable.id"], name=op.f("fk_payment_receivable_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
    )
    op.create_index(op.f("ix_payment_customer_id"), "payment", ["customer_id"], unique=False)
    op.create_index(
        op.f("ix_payment_import_batch_id"), "payment", ["import_batch_id"], unique=False
    )
    op.create_index(op.f("ix_payment_order_id"), "payment", ["order_id"], unique=False)
    op.create_index(op.f("ix_payment_receivable_id"), "payment", ["receivable_id"], unique=False)
    op.create_index(op.f("ix_payment_source_key"), "payment", ["source_key"], unique=False)
    op.create_table(
        "communication_contact",
        sa.Column("communication_id", sa.String(32), nullable=False),
        sa.Column("contact_id", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_communication_contact_communication_id"),
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_communication_contact_contact_id")
        ),
        sa.PrimaryKeyConstraint(
            "communication_id", "contact_id", name=op.f("pk_communication_contact")
        ),
    )
    op.create_index(
        op.f("ix_communication_contact_contact_id"),
        "communication_contact",
        ["contact_id"],
        unique=False,
    )
    op.create_table(
        "promise",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("created_at", sa.String(24), nullable=False),
        sa.Column("updated_at", sa.String(24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("deleted_at", sa.String(24), nullable=True),
        sa.Column("import_batch_id", sa.String(32), nullable=True),
        sa.Column("customer_id", sa.String(32), nullable=False),
        sa.Column("communication_id", sa.String(32), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due_on", sa.String(10), nullable=True),
        sa.Column("delivered_on", sa.String(10), nullable=True),
        sa.ForeignKeyConstraint(
            ["communication_id"], ["communication.id"], name=op.f("fk_promise_communication_id")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_promise_customer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    op.create_index(
        op.f("ix_promise_communication_id"), "promise", ["communication_id"], unique=False
    )
    op.create_index(op.f("ix_promise_customer_id"), "promise", ["customer_id"], unique=False)
    op.create_index(
        "ix_promise_delivered_on_due_on", "promise", ["delivered_on", "due_on"], unique=False
    )
    op.create_index(
        op.f("ix_promise_import_batch_id"), "promise", ["import_batch_id"], unique=False
    )
