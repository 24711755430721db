module orirt

go 1.26
