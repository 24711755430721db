module imports

go 1.26

require orirt v0.0.0

replace orirt => ../../../..
