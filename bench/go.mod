module orirt/bench

go 1.26
