module initial

go 1.26

require libori.org/rt v0.0.0

replace libori.org/rt => ../../../..
