module example.com/ori

go 1.24
