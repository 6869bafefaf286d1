using Hub.Plugins.BlueButton.Mapping;

namespace Hub.Plugins.BlueButton.Maps;

/// <summary>The sections of VA My HealtheVet reports whose entries are label and value. Titles change from version to version: the map needs only a part of one.</summary>
internal static class VaSections
{
    public static readonly SectionMap[] All =
    [
        new("HEALTH CARE PROVIDERS", "contact.person", ["Provider Name"],
        [
            new("Provider Name", "name"), new("Type of Provider", "role"), new("Other Clinician Information", "note", As.Note), Field.Comments,
        ]) { HasContacts = true, More = People.Care("individual") },

        new("TREATMENT FACILITIES", "contact.person", ["Facility Name"],
        [
            new("Facility Name", "name"), new("Facility Type", "role"), new("VA Home Facility", ""), Field.Comments,
        ]) { HasContacts = true, More = People.Care("organization") },

        new("HEALTH INSURANCE", "health.coverage", ["Health Insurance Company"],
        [
            new("Health Insurance Company", "display"), new("Primary Insurance Provider", "primary", As.Flag), new("ID Number", "subscriberId"), new("Group Number", "group"),
            new("Insured", "subscriber"), new("Start Date", "start", As.Date), new("Stop Date", "end", As.Date), new("Health Insurance Company Phone Number", "payorPhone"),
            new("Pre-Approval Phone Number", ""), Field.Comments,
        ]) { More = Coverages.Complete },

        new("APPOINTMENTS", "health.encounter", ["Date/Time"],
        [
            new("Date/Time", "start", As.Date), new("Location", "location"), new("Status", "status"), new("Clinic", "clinic"), new("Phone Number", "phone"), new("Type", "display"),
            new("Note", "note", As.Note),
        ]) { More = Visits.Appointment },

        new("MEDICATION", "health.medication", ["Medication", "Drug Name"],
        [
            new("Medication", "display"), new("Drug Name", "display"), new("Category", "category"), new("Prescription Number", "reference"), new("Instructions", "dosage"), new("Status", "status"),
            new("Refills Remaining", "refillsRemaining", As.Number), new("Last Filled On", "lastFilled", As.Date), new("Initially Ordered On", "authoredOn", As.Date),
            new("Quantity", "quantity", As.Number), new("Days Supply", "daysSupply", As.Number), new("Pharmacy", "pharmacy"), new("Pharmacy Name", "pharmacy"), new("Pharmacy Phone", "pharmacyPhone"),
            new("Strength", "strength"), new("Dose", "dose"), new("Frequency", "frequency"), new("Start Date", "start", As.Date), new("Stop Date", "end", As.Date),
            new("Reason for taking", "reason"), Field.Comments,
        ]) { Leads = ["Category"], More = Clinical.Medication },

        new("ALLERG", "health.allergy", ["Allergy Name"],
        [
            new("Allergy Name", "display"), new("Location", "location"), new("Date Entered", "recordedDate", As.Date), new("Date", "onset", As.Date), new("Severity", "severity"),
            new("Allergy Type", "category"), new("VA Drug Class", "drugClass"), new("Observed/Historical", "verificationStatus"), Field.Comments,
            new("Reaction", ""), new("Diagnosed", ""),
        ]) { More = Clinical.Allergy },

        new("PROBLEM LIST", "health.condition", ["Problem"],
        [
            new("Problem", "display"), new("Date/Time Entered", "recordedDate", As.Date), new("Location", "location"), new("Status", "clinicalStatus"), new("Provider", "performer"), Field.Comments,
        ]) { More = Clinical.Condition("problem-list-item") },

        new("MEDICAL EVENTS", "health.condition", ["Medical Event"],
        [
            new("Medical Event", "display"), new("Start Date", "onset", As.Date), new("Stop Date", "abatement", As.Date), new("Response", "note", As.Note), Field.Comments,
        ]) { More = Clinical.Condition("medical-event") },

        new("ADMISSIONS", "health.encounter", ["Admission Date/Time", "Admission Date"],
        [
            new("Admission Date/Time", "start", As.Date), new("Admission Date", "start", As.Date), new("Discharge Date/Time", "end", As.Date), new("Discharge Date", "end", As.Date),
            new("Admitting Location", "location"), new("Location", "location"), new("Admitting Specialty", "clinic"), new("Admitting Physician", "admittedBy"),
            new("Attending Physician", "performer"), new("Discharging Physician", "dischargedBy"), new("Discharge Physician", "dischargedBy"),
        ]) { HasBody = true, More = Visits.Admission },

        new("NOTES", "health.document", ["Note Title"],
        [
            new("Note Title", "display"), new("Date/Time", "date", As.Date), new("Location", "location"), new("Signed By", "author"), new("Co-signed By", "signedBy"), new("Date/Time Signed", "issued", As.Date),
        ]) { HasBody = true, Leads = ["Date/Time"], More = Reports.Of("note") },

        new("IMMUNIZATION", "health.immunization", ["Immunization"],
        [
            new("Immunization", "display"), new("Date Received", "occurrenceDateTime", As.Date), new("Location", "location"), new("Method", "route"), new("Reaction", "reaction"), new("Reactions", "reaction"),
            Field.Comments,
        ]) { More = Clinical.Immunization },

        new("PATHOLOGY", "health.document", ["Type of Report"],
        [
            new("Type of Report", "display"), new("Specimen", "specimen"), new("Date Obtained", "date", As.Date), new("Performing Location", "location"), new("Date Completed", "issued", As.Date),
        ]) { HasBody = true, More = Reports.Of("pathology") },

        new("LABS AND TESTS", "health.observation", ["Test Name"],
        [
            new("Test Name", "display"), new("Date", "effective", As.Date), new("Location performed", "location"), new("Provider", "performer"), new("Results", "valueText"), Field.Comments,
        ]) { More = Observations.Laboratory },

        new("VITALS", "health.observation", ["Vital Sign", "Measurement Type"],
        [
            new("Vital Sign", "display"), new("Measurement Type", "display"), new("Date/Time Collected", "effective", As.Date), new("Location", "location"), new("Provider", "performer"), new("Method", "method"),
            new("Target range", "referenceRange"), Field.Comments, new("Measurement", ""), new("Date", ""), new("Time", ""), new("Measure", "unit"),
        ]) { More = Observations.Vital },

        new("RADIOLOGY", "health.document", ["Procedure/Test Name"], Reports.Examination) { HasBody = true, More = Reports.Of("radiology") },
        new("EKG", "health.document", ["Procedure/Test Name"], Reports.Examination) { HasBody = true, More = Reports.Of("ekg") },
        new("ELECTROCARDIOGRAM", "health.document", ["Procedure/Test Name"], Reports.Examination) { HasBody = true, More = Reports.Of("ekg") },

        new("FAMILY HEALTH HISTORY", "person.relative", ["Relationship"],
        [
            new("Relationship", "relationship"), new("First Name", ""), new("Last Name", ""), new("Living or Deceased", ""), Field.Comments,
            new("Health Issues", ""), new("Other Health Issues", ""),
        ]) { More = People.Relative },
    ];
}
