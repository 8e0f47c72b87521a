-- What finds near duplicates: same parties and amount, and the same file. Uploads of one seller wait for each other at its row, so that two
-- near twins sent at once do not pass each other unseen.

create index invoice_of_parties on invoice (seller_id, buyer_id, currency, amount);

create table seller (
    organisation_id {uuid} not null primary key
);

create table known_file (
    sha256 {text:64} not null primary key,
    invoice_id {uuid} not null
);
insert into known_file (sha256, invoice_id)
select one.document_sha256, one.id from invoice one
where one.state = 'valid' and not exists (
    select 1 from invoice earlier
    where earlier.document_sha256 = one.document_sha256 and earlier.state = 'valid' and earlier.position < one.position);
