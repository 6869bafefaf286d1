using Hub.Sdk;

namespace Hub.Plugins.Calendar;

/// <summary>What the person reads when a file is not what it should be.</summary>
internal static class Says
{
    public static readonly Text NoCalendar = new(
        "This file holds no appointment: nothing was taken from it. Export your calendar as iCalendar (.ics) and drop that file here.",
        "Ce fichier ne contient aucun rendez-vous\u00a0: rien n'en a été repris. Exportez votre agenda en iCalendar (.ics) et déposez ce fichier ici.");

    public static readonly Text NoEvents = new(
        "This file holds tasks or notes only, and no appointment: nothing was taken from it.",
        "Ce fichier ne contient que des tâches ou des notes, et aucun rendez-vous\u00a0: rien n'en a été repris.");

    public static readonly Text Cut = new(
        "The file breaks off; the complete appointments before were kept. Export it again.",
        "Le fichier s'interrompt\u202f; les rendez-vous complets qui précèdent ont été gardés. Exportez-le de nouveau.");
}
