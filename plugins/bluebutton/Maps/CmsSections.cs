using Hub.Plugins.BlueButton.Mapping;

namespace Hub.Plugins.BlueButton.Maps;

/// <summary>The sections of Medicare reports whose entries are label and value.</summary>
internal static class CmsSections
{
    private static readonly Field[] Insurance =
    [
        new("Insurer Name", "payor"), new("MSP Type", "type"), new("Policy Number", "subscriberId"), new("Insurer Address", "payorAddress"),
        new("Effective Date", "start", As.Date), new("Termination Date", "end", As.Date),
    ];

    public static readonly SectionMap[] All =
    [
        new("EMERGENCY CONTACT", "contact.person", ["Contact Name"],
        [
            new("Contact Name", "name"), new("Relationship", "relationship"), new("Address Type", ""),
        ]) { HasContacts = true, More = People.Contact("emergency") },

        new("MEDICAL CONDITIONS", "health.condition", ["Condition Name"],
        [
            new("Condition Name", "display"), new("Medical Condition Start Date", "onset", As.Date), new("Medical Condition End Date", "abatement", As.Date), Field.Comments,
        ]) { More = Clinical.Condition(null) },

        new("ALLERGIES", "health.allergy", ["Allergy Name"],
        [
            new("Allergy Name", "display"), new("Type", "category"), new("Severity", "severity"), new("Treatment", "treatment"), new("First Episode Date", "onset", As.Date),
            new("Last Episode Date", "lastOccurrence", As.Date), Field.Comments, new("Reaction", ""), new("Diagnosed", ""), new("Last Treatment Date", ""),
        ]) { More = Clinical.Allergy },

        new("IMPLANTABLE DEVICE", "health.procedure", ["Device Name"],
        [
            new("Device Name", "device"), new("Date Implanted", "performed", As.Date), Field.Comments,
        ]) { More = Clinical.Implant },

        new("IMMUNIZATIONS", "health.immunization", ["Immunization Name"],
        [
            new("Immunization Name", "display"), new("Date Administered", "occurrenceDateTime", As.Date), new("Method", "route"), Field.Comments,
            new("Booster 1 Date", ""), new("Booster 2 Date", ""), new("Booster 3 Date", ""), new("Were you vaccinated in the US", ""),
        ]) { More = Clinical.Immunization },

        new("LABS AND TESTS", "health.observation", ["Test/Lab Type"],
        [
            new("Test/Lab Type", "display"), new("Date Taken", "effective", As.Date), new("Administered by", "performer"), new("Requesting Doctor", "orderedBy"), new("Results", "valueText"),
            new("Reason Test/Lab Requested", ""), Field.Comments,
        ]) { More = Observations.Laboratory },

        new("VITAL STATISTICS", "health.observation", ["Vital Statistic Type"],
        [
            new("Vital Statistic Type", "display"), new("Reading", ""), new("Date", ""), new("Time", ""), Field.Comments,
        ]) { More = Observations.Vital },

        new("FAMILY MEDICAL HISTORY", "person.relative", ["Family Member"],
        [
            new("Family Member", "relationship"), new("DOB", "birthDate", As.Day), new("DOD", "deceasedDate", As.Day), new("Age", "age"), new("Type", ""), new("Description", ""),
        ]) { More = People.CmsRelative },

        new("DRUGS", "health.medication", ["Drug Name"],
        [
            new("Drug Name", "display"), new("Supply", "frequency"), new("Orig Drug Entry", ""), Field.Comments,
        ]) { More = Clinical.Medication },

        new("PROVIDERS", "contact.person", ["Provider Name"],
        [
            new("Provider Name", "name"), new("Provider Address", ""), new("Specialty", "role"), new("Type", "role"), new("Medicare Provider", ""), new("Comments", "note", As.Note),
        ]) { HasContacts = true, More = People.Care("individual") },

        new("PHARMACIES", "contact.person", ["Pharmacy Name"],
        [
            new("Pharmacy Name", "name"),
        ]) { HasContacts = true, More = People.Contact("pharmacy") },

        new("PLANS", "health.coverage", ["Contract ID/Plan ID"],
        [
            new("Plan Name", "display"), new("Contract ID/Plan ID", "planId"), new("Marketing Name", "payor"), new("Plan Address", "payorAddress"), new("Plan Type", "type"), new("Plan Period", ""),
        ]) { More = Coverages.Complete },

        new("EMPLOYER SUBSIDY", "health.coverage", ["Employer Plan"],
        [
            new("Employer Plan", "display"), new("Employer Subsidy Start Date", "start", As.Date), new("Employer Subsidy End Date", "end", As.Date),
        ]) { More = Coverages.Complete },

        new("PRIMARY INSURANCE", "health.coverage", ["MSP Type"], Insurance) { More = Coverages.Complete },
        new("OTHER INSURANCE", "health.coverage", ["MSP Type"], Insurance) { More = Coverages.Complete },
    ];
}
