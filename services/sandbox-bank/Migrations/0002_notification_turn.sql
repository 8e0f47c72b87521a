-- Notifications are numbered and committed one after the other.

create table notification_turn (
    id int not null primary key
);
insert into notification_turn (id) values (1);
