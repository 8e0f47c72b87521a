-- Unique keys over columns that may be empty leave the empty ones out, by word: SQL Server would let only one row be empty.

create table sign_in_users (
    id {text:36} not null primary key,
    user_name {text:200},
    normalized_user_name {text:200},
    email {text:200},
    normalized_email {text:200},
    email_confirmed {bool} not null,
    password_hash {text:200},
    security_stamp {text:200},
    concurrency_stamp {text:200},
    phone_number {text:200},
    phone_number_confirmed {bool} not null,
    two_factor_enabled {bool} not null,
    lockout_end {instant},
    lockout_enabled {bool} not null,
    access_failed_count int not null
);
create unique index sign_in_users_by_name on sign_in_users (normalized_user_name) where normalized_user_name is not null;

create table sign_in_user_claims (
    id {identity},
    user_id {text:36} not null references sign_in_users (id) on delete cascade,
    claim_type {text:200},
    claim_value {text:2000}
);
create index sign_in_user_claims_by_user on sign_in_user_claims (user_id);

create table sign_in_user_logins (
    login_provider {text:100} not null,
    provider_key {text:200} not null,
    provider_display_name {text:200},
    user_id {text:36} not null references sign_in_users (id) on delete cascade,
    primary key (login_provider, provider_key)
);
create index sign_in_user_logins_by_user on sign_in_user_logins (user_id);

create table sign_in_user_tokens (
    user_id {text:36} not null references sign_in_users (id) on delete cascade,
    login_provider {text:100} not null,
    name {text:100} not null,
    value {text:4000},
    primary key (user_id, login_provider, name)
);

create table openiddict_applications (
    id {text:36} not null primary key,
    application_type {text:50},
    client_id {text:100},
    client_secret {text:4000},
    client_type {text:50},
    concurrency_token {text:50},
    consent_type {text:50},
    display_name {text:200},
    display_names {text:4000},
    json_web_key_set {text:4000},
    permissions {text:4000},
    post_logout_redirect_uris {text:4000},
    properties {text:4000},
    redirect_uris {text:4000},
    requirements {text:4000},
    settings {text:4000}
);
create unique index openiddict_applications_by_client on openiddict_applications (client_id) where client_id is not null;

create table openiddict_scopes (
    id {text:36} not null primary key,
    concurrency_token {text:50},
    description {text:4000},
    descriptions {text:4000},
    display_name {text:200},
    display_names {text:4000},
    name {text:200},
    properties {text:4000},
    resources {text:4000}
);
create unique index openiddict_scopes_by_name on openiddict_scopes (name) where name is not null;

create table openiddict_authorizations (
    id {text:36} not null primary key,
    application_id {text:36} references openiddict_applications (id),
    concurrency_token {text:50},
    creation_date {instant},
    properties {text:4000},
    scopes {text:4000},
    status {text:50},
    subject {text:100},
    type {text:50}
);
create index openiddict_authorizations_by_application on openiddict_authorizations (application_id, status, subject, type);

create table openiddict_tokens (
    id {text:36} not null primary key,
    application_id {text:36} references openiddict_applications (id),
    authorization_id {text:36} references openiddict_authorizations (id),
    concurrency_token {text:50},
    creation_date {instant},
    expiration_date {instant},
    payload {text},
    properties {text:4000},
    redemption_date {instant},
    reference_id {text:100},
    status {text:50},
    subject {text:100},
    type {text:100}
);
create unique index openiddict_tokens_by_reference on openiddict_tokens (reference_id) where reference_id is not null;
create index openiddict_tokens_by_application on openiddict_tokens (application_id, status, subject, type);
create index openiddict_tokens_by_authorization on openiddict_tokens (authorization_id);

create table used_assertion (
    hash {text:64} not null primary key,
    expires_at {instant} not null
);
create index used_assertion_by_expiry on used_assertion (expires_at);
