// Package abi lets the packages of the standard library that name it type-check.
package abi

type Type struct{}
