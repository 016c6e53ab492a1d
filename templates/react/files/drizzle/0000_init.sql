<% import "api.jinja" as api %>
<% if has.auth %>
CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`password_hash` text NOT NULL,
	`created_at` text NOT NULL,
	CONSTRAINT "accounts_email" CHECK("email" = lower("email"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_email_index` ON `accounts` (`email`);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`created_at` text NOT NULL,
	`used_at` text NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `sessions_account_id_index` ON `sessions` (`account_id`);
--> statement-breakpoint
<% endif %>
<% if has.image %>
CREATE TABLE `images` (
	`id` text PRIMARY KEY NOT NULL,
<% if has.ownership %>
	`owner_id` text,
<% endif %>
	`type` text NOT NULL,
	`created_at` text NOT NULL<% if has.ownership %>,
	FOREIGN KEY (`owner_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE set null
<%- endif %>

) STRICT;
--> statement-breakpoint
<% if has.ownership %>
CREATE INDEX `images_owner_id_index` ON `images` (`owner_id`);
--> statement-breakpoint
<% endif %>
<% endif %>
<% for e in entities %>
CREATE TABLE `<%= e.table %>` (
	`id` text PRIMARY KEY NOT NULL,
<% if e.has.ownership %>
	`<%= owner.column %>` text NOT NULL,
<% endif %>
<% for m in e.members %>
	`<%= m.column %>` <%= api.sql_type(m) %><% if m.required or (not m.is_relation and m.type == 'boolean') %> NOT NULL<% endif %>,
<% endfor %>
<% if e.search %>
	`search_text` text NOT NULL,
<% endif %>
<% if e.has.board %>
	`board_position` integer DEFAULT 0 NOT NULL,
<% endif %>
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL<% if e.has.ownership %>,
	FOREIGN KEY (`<%= owner.column %>`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade
<%- endif %>
<%- for m in e.members if m.is_relation or m.type == 'image' %>,
	FOREIGN KEY (`<%= m.column %>`) REFERENCES `<% if m.is_relation %><%= m.target.table %><% else %>images<% endif %>`(`id`) ON UPDATE no action ON DELETE <% if m.is_relation %><%= m.on_delete|replace('_', ' ') %><% else %>restrict<% endif %>
<%- endfor %>
<%- for f in e.fields if api.check(f) %>,
	CONSTRAINT "<%= e.table %>_<%= f.column %>" CHECK(<%= api.check(f) %>)
<%- endfor %>

) STRICT;
<% if not loop.last %>
--> statement-breakpoint
<% endif %>
<% endfor %>
<% for e in entities %>
<% for l in e.links %>
--> statement-breakpoint
CREATE TABLE `<%= l.table %>` (
	`<%= l.own_column %>` text NOT NULL,
	`<%= l.other_column %>` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`<%= l.own_column %>`, `<%= l.other_column %>`),
	FOREIGN KEY (`<%= l.own_column %>`) REFERENCES `<%= e.table %>`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`<%= l.other_column %>`) REFERENCES `<%= l.target.table %>`(`id`) ON UPDATE no action ON DELETE <%= l.on_other_delete %>
) STRICT;
--> statement-breakpoint
CREATE INDEX `<%= l.table %>_<%= l.other_column %>_index` ON `<%= l.table %>` (`<%= l.other_column %>`);
<% endfor %>
<% endfor %>
<% for e in entities %>
<% for u in e.uniques %>
--> statement-breakpoint
CREATE UNIQUE INDEX `<%= u.name %>` ON `<%= e.table %>` (<% if e.has.ownership %>`<%= owner.column %>`,<% endif %><% for m in u.members %><%= api.unique_sql(m) %><% if not loop.last %>,<% endif %><% endfor %>);
<% endfor %>
<% for i in e.indexes %>
--> statement-breakpoint
CREATE INDEX `<%= i.name %>` ON `<%= e.table %>` (<% for c in i.columns %><% if c.nocase %>"<%= c.column %>" COLLATE NOCASE<% else %>`<%= c.column %>`<% endif %><% if not loop.last %>,<% endif %><% endfor %>);
<% endfor %>
<% endfor %>
<% for e in entities if e.comments %>
<% set c = e.comments %>
--> statement-breakpoint
CREATE TABLE `<%= c.table %>` (
	`id` text PRIMARY KEY NOT NULL,
	`<%= c.column %>` text NOT NULL,
<% if has.auth %>
	`account_id` text NOT NULL,
<% else %>
	`author` text,
<% endif %>
	`text` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`<%= c.column %>`) REFERENCES `<%= e.table %>`(`id`) ON UPDATE no action ON DELETE cascade,
<% if has.auth %>
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE cascade,
<% else %>
	CONSTRAINT "<%= c.table %>_author" CHECK(length("author") BETWEEN 1 AND 100),
<% endif %>
	CONSTRAINT "<%= c.table %>_text" CHECK(length("text") BETWEEN 1 AND 2000)
) STRICT;
--> statement-breakpoint
CREATE INDEX `<%= c.table %>_<%= c.column %>_index` ON `<%= c.table %>` (`<%= c.column %>`,`created_at`);
<% if has.auth %>
--> statement-breakpoint
CREATE INDEX `<%= c.table %>_account_id_index` ON `<%= c.table %>` (`account_id`);
<% endif %>
<% endfor %>
