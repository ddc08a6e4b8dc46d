package shift

// StaffGroups are the ten ESR staff groups, by Muster's codes.
var StaffGroups = []string{
	"medical_dental", "students", "nursing_midwifery", "allied_health", "additional_scientific",
	"healthcare_scientists", "clinical_support", "admin_clerical", "estates_ancillary", "supplementary",
}

// Bands are the Agenda for Change bands, lowest first, and medical for grades outside them.
var Bands = []string{"2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "medical"}

// RequestReasons are why a ward asks for temporary staff.
var RequestReasons = []string{"vacancy", "sickness", "maternity", "leave", "enhanced_care", "escalation", "induction", "other"}

// DBSLevels are the levels of a Disclosure and Barring Service check, lowest first.
var DBSLevels = []string{"basic", "standard", "enhanced", "enhanced_barred"}

// DBSWorkforces are the workforces that a check may be made for; both covers either.
var DBSWorkforces = []string{"adult", "child", "both"}

// OverrideReasons are the codes under which an agency may be let in before the bank had its time.
var OverrideReasons = []string{"patient_safety", "no_bank_worker_with_skill", "service_closure_risk"}

// WithdrawReasons are the codes under which an employer calls a shift off.
var WithdrawReasons = []string{"no_longer_needed", "covered_by_own_staff", "ward_closed", "posted_in_error", "other"}

// GiveBackReasons are the codes under which a worker gives a shift back. None of them tells of health: cannot_work is one
// word for being unwell and for any emergency, and is never counted against the worker.
var GiveBackReasons = []string{"cannot_work", "changed_plans", "other_commitment", "travel", "other"}
