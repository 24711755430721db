package main

func writeDocument(results Results, docs string) error { return nil }
