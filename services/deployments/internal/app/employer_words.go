package app

// Kinds are the words for what an employer can be, in the order in which people are offered them.
var Kinds = []Word{
	{Code: "acute", Label: "an acute trust"}, {Code: "community", Label: "a community provider"},
	{Code: "mental_health", Label: "a mental health trust"}, {Code: "ambulance", Label: "an ambulance service"},
	{Code: "primary_care", Label: "primary care"}, {Code: "other", Label: "another kind of employer"},
}
