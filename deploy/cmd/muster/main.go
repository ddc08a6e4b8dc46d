// Command muster is the one program: it runs the services, the demonstration and the tools around them.
package main

func main() {}
