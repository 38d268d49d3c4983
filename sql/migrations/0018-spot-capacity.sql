-- How many units a spot is meant to hold; null: nobody has said.

alter table location add column capacity int check (capacity between 1 and 1000000);
