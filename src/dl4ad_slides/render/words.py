"""The words that our output says by itself, in the language of the deck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All of them in one language; what stands in braces is filled in by `format`."""

    # On slides
    figure: str
    source: str
    licence: str
    recap: str
    preview: str
    agenda: str
    references: str
    image_credits: str
    date: str
    topic: str
    qr_code: str
    line_chart: str  # {y}, {x}
    bar_chart: str  # {y}, {x}
    scatter_chart: str  # {y}, {x}
    load_frame: str  # {title}, {host}
    # The page for addresses without one
    not_found: str
    not_found_why: str
    to_home: str
    # What is not for everybody
    instructor: str
    solution: str
    draft: str
    # Callouts
    note: str
    tip: str
    important: str
    warning: str
    caution: str
    # The page of a deck
    deck: str
    all_lectures: str
    light_or_dark: str
    switch_theme: str
    needs_script: str
    # The outline and the keys of a deck
    outline: str
    close: str
    previous_lecture: str
    next_lecture: str
    to_top: str
    materials: str
    copy_link: str
    link_copied: str
    link_to_slide: str
    copy_by_hand: str
    keyboard_help: str
    previous_slide: str
    without_steps: str
    within_stack: str
    first_or_last: str
    go_to_slide: str
    overview: str
    full_screen: str
    black_screen: str
    print_slides: str
    key_space: str
    key_page_down: str
    key_page_up: str
    key_home: str
    key_end: str
    key_ctrl: str
    # The index
    lectures: str
    one_slide: str
    slides: str  # {count}
    no_lectures: str
    reading_page: str
    teachers: str
    schedule: str
    deadline: str
    next_date: str
    today: str
    notebook: str
    pdf: str
    code: str
    data: str
    video: str
    paper: str
    exercises: str
    website: str
    # All pages but decks
    pages: str
    search: str
    skip_to_content: str
    last_changed: str
    on_this_page: str
    # The reading page of a deck
    contents: str
    open_slides: str
    slide_number: str  # {number}
    table: str
    # The search
    search_close: str
    search_slides: str
    search_results: str
    search_hint: str
    search_loading: str
    search_failed: str
    search_none: str  # {query}
    search_some: str
    # The speaker view
    speaker_view: str
    smaller_notes: str
    larger_notes: str
    on_screen: str
    current_slide: str
    next: str
    next_slide: str
    end: str
    time_and_place: str
    elapsed: str
    pause: str
    pause_elapsed: str
    reset: str
    reset_elapsed: str
    time: str
    slide: str
    notes: str
    no_notes: str
    no_deck: str
    deck_closed: str
    waiting: str

    def callout(self, kind: str) -> str:
        """Return the title of a callout of this kind, such as `note`; the kind itself where we know no such callout."""
        return str(getattr(self, kind)) if kind in CALLOUTS else kind.capitalize()

    def link_kind(self, label: str) -> str:
        """Return which of the links that we know `label` names, or nothing."""
        kind = label.casefold()
        return kind if kind in LINKS else ""

    def link_label(self, label: str) -> str:
        """Return the words for a link; those of its author where we have none."""
        kind = self.link_kind(label)
        return str(getattr(self, kind)) if kind else label

    def chart(self, kind: str, y: str, x: str) -> str:
        """Return what a chart shows: values `y` along `x`."""
        return str(getattr(self, f"{kind}_chart")).format(y=y, x=x)

    def count_slides(self, count: int) -> str:
        """Return how many slides there are."""
        return self.one_slide if count == 1 else self.slides.format(count=count)


CALLOUTS = ("note", "tip", "important", "warning", "caution")
LINKS = ("notebook", "pdf", "code", "data", "video", "paper", "exercises", "website")


def words_of(language: str) -> Words:
    """Return the words of a language tag such as `de` or `de-AT`; English ones for a language that we do not speak."""
    return LANGUAGES.get(language.replace("_", "-").partition("-")[0].lower(), LANGUAGES[DEFAULT])


LANGUAGES: Mapping[str, Words] = {
    "en": Words(
        figure="Figure",
        source="Source",
        licence="Licence",
        recap="Recap",
        preview="Preview",
        agenda="Agenda",
        references="References",
        image_credits="Image credits",
        date="Date",
        topic="Topic",
        qr_code="QR code",
        line_chart="Line chart of {y} over {x}",
        bar_chart="Bar chart of {y} by {x}",
        scatter_chart="Scatter plot of {y} over {x}",
        load_frame="Load “{title}” from {host}",
        not_found="This page does not exist",
        not_found_why="It may have moved, or the address has a slip in it.",
        to_home="To the course",
        instructor="Instructor",
        solution="Solution",
        draft="Draft",
        note="Note",
        tip="Tip",
        important="Important",
        warning="Warning",
        caution="Caution",
        deck="Deck",
        all_lectures="All lectures",
        light_or_dark="Light or dark",
        switch_theme="Switch between light and dark",
        needs_script="The slides need JavaScript. The reading page shows all of them without it.",
        outline="Outline",
        close="Close",
        previous_lecture="Previous lecture",
        next_lecture="Next lecture",
        to_top="To the top",
        materials="Materials",
        copy_link="Copy a link to this slide",
        link_copied="Link copied",
        link_to_slide="Link to this slide",
        copy_by_hand="Copy the selected link.",
        keyboard_help="Keyboard help",
        previous_slide="Previous slide or step",
        without_steps="Next or previous slide, without steps",
        within_stack="Down or up, where slides stand below others",
        first_or_last="First or last slide",
        go_to_slide="Go to a slide by its number",
        overview="All slides side by side",
        full_screen="Full screen",
        black_screen="Black screen",
        print_slides="Print",
        key_space="Space",
        key_page_down="Page Down",
        key_page_up="Page Up",
        key_home="Home",
        key_end="End",
        key_ctrl="Ctrl",
        lectures="Lectures",
        one_slide="1 slide",
        slides="{count} slides",
        no_lectures="No lectures yet.",
        reading_page="Reading page",
        teachers="Teachers",
        schedule="Schedule",
        deadline="Deadline",
        next_date="Next",
        today="Today",
        notebook="Notebook",
        pdf="PDF",
        code="Code",
        data="Data",
        video="Recording",
        paper="Paper",
        exercises="Exercises",
        website="Website",
        pages="Pages",
        search="Search",
        skip_to_content="Skip to content",
        last_changed="Last changed",
        on_this_page="On this page",
        contents="Contents",
        open_slides="Open as slides",
        slide_number="Slide {number}",
        table="Table",
        search_close="Close",
        search_slides="Search all slides",
        search_results="Slides",
        search_hint="Type words of a slide: a title, a name, a line of code.",
        search_loading="The search is being prepared …",
        search_failed="The search could not be loaded.",
        search_none="No slide says “{query}”.",
        search_some="No slide has all of these words.",
        speaker_view="Speaker view",
        smaller_notes="Smaller notes",
        larger_notes="Larger notes",
        on_screen="On screen now",
        current_slide="Slide on screen",
        next="Next",
        next_slide="Next slide or step",
        end="End of the lecture",
        time_and_place="Time and place",
        elapsed="Elapsed",
        pause="Pause or go on",
        pause_elapsed="Elapsed time: pause or go on",
        reset="Reset",
        reset_elapsed="Set the elapsed time to zero",
        time="Time",
        slide="Slide",
        notes="Notes",
        no_notes="No notes on this slide.",
        no_deck="Open this window from a deck, with the key S.",
        deck_closed="The window with the slides is closed.",
        waiting="Waiting for the slides …",
    ),
    "de": Words(
        figure="Abbildung",
        source="Quelle",
        licence="Lizenz",
        recap="Rückblick",
        preview="Ausblick",
        agenda="Gliederung",
        references="Literatur",
        image_credits="Bildnachweise",
        date="Datum",
        topic="Thema",
        qr_code="QR-Code",
        line_chart="Liniendiagramm: {y} über {x}",
        bar_chart="Balkendiagramm: {y} nach {x}",
        scatter_chart="Streudiagramm: {y} über {x}",
        load_frame="„{title}“ von {host} laden",
        not_found="Diese Seite gibt es nicht",
        not_found_why="Vielleicht ist sie umgezogen, oder die Adresse hat einen Tippfehler.",
        to_home="Zum Kurs",
        instructor="Für Lehrende",
        solution="Lösung",
        draft="Entwurf",
        note="Hinweis",
        tip="Tipp",
        important="Wichtig",
        warning="Warnung",
        caution="Vorsicht",
        deck="Foliensatz",
        all_lectures="Alle Vorlesungen",
        light_or_dark="Hell oder dunkel",
        switch_theme="Zwischen hell und dunkel wechseln",
        needs_script="Die Folien brauchen JavaScript. Die Leseseite zeigt sie alle auch ohne.",
        outline="Gliederung",
        close="Schließen",
        previous_lecture="Vorige Vorlesung",
        next_lecture="Nächste Vorlesung",
        to_top="Nach oben",
        materials="Materialien",
        copy_link="Link zu dieser Folie kopieren",
        link_copied="Link kopiert",
        link_to_slide="Link zu dieser Folie",
        copy_by_hand="Den markierten Link kopieren.",
        keyboard_help="Hilfe zur Tastatur",
        previous_slide="Vorige Folie oder voriger Schritt",
        without_steps="Nächste oder vorige Folie, ohne Schritte",
        within_stack="Nach unten oder oben, wo Folien untereinander stehen",
        first_or_last="Erste oder letzte Folie",
        go_to_slide="Zu einer Folie nach ihrer Nummer",
        overview="Alle Folien nebeneinander",
        full_screen="Vollbild",
        black_screen="Schwarzer Bildschirm",
        print_slides="Drucken",
        key_space="Leertaste",
        key_page_down="Bild ↓",
        key_page_up="Bild ↑",
        key_home="Pos 1",
        key_end="Ende",
        key_ctrl="Strg",
        lectures="Vorlesungen",
        one_slide="1 Folie",
        slides="{count} Folien",
        no_lectures="Noch keine Vorlesungen.",
        reading_page="Leseseite",
        teachers="Lehrende",
        schedule="Termine",
        deadline="Frist",
        next_date="Als Nächstes",
        today="Heute",
        notebook="Notebook",
        pdf="PDF",
        code="Code",
        data="Daten",
        video="Aufzeichnung",
        paper="Artikel",
        exercises="Übungen",
        website="Website",
        pages="Seiten",
        search="Suche",
        skip_to_content="Zum Inhalt springen",
        last_changed="Zuletzt geändert",
        on_this_page="Auf dieser Seite",
        contents="Inhalt",
        open_slides="Als Folien öffnen",
        slide_number="Folie {number}",
        table="Tabelle",
        search_close="Schließen",
        search_slides="Alle Folien durchsuchen",
        search_results="Folien",
        search_hint="Wörter einer Folie eingeben: Titel, Name, Codezeile.",
        search_loading="Die Suche wird vorbereitet …",
        search_failed="Die Suche konnte nicht geladen werden.",
        search_none="Keine Folie zu „{query}“.",
        search_some="Keine Folie hat alle diese Wörter.",
        speaker_view="Vortragsansicht",
        smaller_notes="Notizen kleiner",
        larger_notes="Notizen größer",
        on_screen="Jetzt zu sehen",
        current_slide="Gezeigte Folie",
        next="Danach",
        next_slide="Nächste Folie oder nächster Schritt",
        end="Ende der Vorlesung",
        time_and_place="Zeit und Ort",
        elapsed="Vergangen",
        pause="Anhalten oder weiterlaufen lassen",
        pause_elapsed="Vergangene Zeit: anhalten oder weiterlaufen lassen",
        reset="Auf null",
        reset_elapsed="Vergangene Zeit auf null setzen",
        time="Uhrzeit",
        slide="Folie",
        notes="Notizen",
        no_notes="Keine Notizen zu dieser Folie.",
        no_deck="Dieses Fenster aus einem Foliensatz heraus öffnen, mit der Taste S.",
        deck_closed="Das Fenster mit den Folien ist geschlossen.",
        waiting="Warte auf die Folien …",
    ),
    "fr": Words(
        figure="Figure",
        source="Source",
        licence="Licence",
        recap="Rappel",
        preview="Aperçu",
        agenda="Plan",
        references="Références",
        image_credits="Crédits des images",
        date="Date",
        topic="Sujet",
        qr_code="Code QR",
        line_chart="Courbes : {y} en fonction de {x}",
        bar_chart="Diagramme en barres : {y} par {x}",
        scatter_chart="Nuage de points : {y} en fonction de {x}",
        load_frame="Charger « {title} » depuis {host}",
        not_found="Cette page n’existe pas",
        not_found_why="Elle a peut-être changé de place, ou l’adresse contient une faute.",
        to_home="Vers le cours",
        instructor="Enseignant",
        solution="Corrigé",
        draft="Brouillon",
        note="Remarque",
        tip="Conseil",
        important="Important",
        warning="Avertissement",
        caution="Attention",
        deck="Diaporama",
        all_lectures="Tous les cours",
        light_or_dark="Clair ou sombre",
        switch_theme="Passer du clair au sombre et retour",
        needs_script="Les diapositives ont besoin de JavaScript. La page de lecture les montre toutes sans lui.",
        outline="Plan",
        close="Fermer",
        previous_lecture="Cours précédent",
        next_lecture="Cours suivant",
        to_top="Haut de page",
        materials="Documents",
        copy_link="Copier un lien vers cette diapositive",
        link_copied="Lien copié",
        link_to_slide="Lien vers cette diapositive",
        copy_by_hand="Copiez le lien sélectionné.",
        keyboard_help="Aide du clavier",
        previous_slide="Diapositive ou étape précédente",
        without_steps="Diapositive suivante ou précédente, sans étapes",
        within_stack="Vers le bas ou le haut, où des diapositives sont superposées",
        first_or_last="Première ou dernière diapositive",
        go_to_slide="Aller à une diapositive par son numéro",
        overview="Toutes les diapositives côte à côte",
        full_screen="Plein écran",
        black_screen="Écran noir",
        print_slides="Imprimer",
        key_space="Espace",
        key_page_down="Page suiv.",
        key_page_up="Page préc.",
        key_home="Début",
        key_end="Fin",
        key_ctrl="Ctrl",
        lectures="Cours",
        one_slide="1 diapositive",
        slides="{count} diapositives",
        no_lectures="Pas encore de cours.",
        reading_page="Page de lecture",
        teachers="Équipe enseignante",
        schedule="Calendrier",
        deadline="Échéance",
        next_date="Prochaine date",
        today="Aujourd’hui",
        notebook="Notebook",
        pdf="PDF",
        code="Code",
        data="Données",
        video="Enregistrement",
        paper="Article",
        exercises="Exercices",
        website="Site web",
        pages="Pages",
        search="Rechercher",
        skip_to_content="Aller au contenu",
        last_changed="Dernière modification",
        on_this_page="Sur cette page",
        contents="Sommaire",
        open_slides="Ouvrir en diapositives",
        slide_number="Diapositive {number}",
        table="Tableau",
        search_close="Fermer",
        search_slides="Chercher dans toutes les diapositives",
        search_results="Diapositives",
        search_hint="Saisissez des mots d’une diapositive : un titre, un nom, une ligne de code.",
        search_loading="La recherche se prépare …",
        search_failed="La recherche n’a pas pu être chargée.",
        search_none="Aucune diapositive ne contient « {query} ».",
        search_some="Aucune diapositive ne contient tous ces mots.",
        speaker_view="Vue de l’orateur",
        smaller_notes="Réduire les notes",
        larger_notes="Agrandir les notes",
        on_screen="À l’écran",
        current_slide="Diapositive à l’écran",
        next="Suite",
        next_slide="Diapositive ou étape suivante",
        end="Fin du cours",
        time_and_place="Heure et position",
        elapsed="Écoulé",
        pause="Arrêter ou reprendre",
        pause_elapsed="Temps écoulé : arrêter ou reprendre",
        reset="Remettre à zéro",
        reset_elapsed="Remettre le temps écoulé à zéro",
        time="Heure",
        slide="Diapositive",
        notes="Notes",
        no_notes="Pas de notes pour cette diapositive.",
        no_deck="Ouvrez cette fenêtre depuis un diaporama, avec la touche S.",
        deck_closed="La fenêtre des diapositives est fermée.",
        waiting="En attente des diapositives…",
    ),
    "es": Words(
        figure="Figura",
        source="Fuente",
        licence="Licencia",
        recap="Repaso",
        preview="Avance",
        agenda="Esquema",
        references="Referencias",
        image_credits="Créditos de las imágenes",
        date="Fecha",
        topic="Tema",
        qr_code="Código QR",
        line_chart="Gráfico de líneas: {y} en función de {x}",
        bar_chart="Gráfico de barras: {y} por {x}",
        scatter_chart="Diagrama de dispersión: {y} en función de {x}",
        load_frame="Cargar «{title}» de {host}",
        not_found="Esta página no existe",
        not_found_why="Quizá se ha movido, o la dirección tiene una errata.",
        to_home="Al curso",
        instructor="Docente",
        solution="Solución",
        draft="Borrador",
        note="Nota",
        tip="Consejo",
        important="Importante",
        warning="Advertencia",
        caution="Precaución",
        deck="Presentación",
        all_lectures="Todas las clases",
        light_or_dark="Claro u oscuro",
        switch_theme="Cambiar entre claro y oscuro",
        needs_script="Las diapositivas necesitan JavaScript. La página de lectura las muestra todas sin él.",
        outline="Índice",
        close="Cerrar",
        previous_lecture="Clase anterior",
        next_lecture="Clase siguiente",
        to_top="Volver arriba",
        materials="Materiales",
        copy_link="Copiar un enlace a esta diapositiva",
        link_copied="Enlace copiado",
        link_to_slide="Enlace a esta diapositiva",
        copy_by_hand="Copie el enlace seleccionado.",
        keyboard_help="Ayuda del teclado",
        previous_slide="Diapositiva o paso anterior",
        without_steps="Diapositiva siguiente o anterior, sin pasos",
        within_stack="Abajo o arriba, donde hay diapositivas debajo de otras",
        first_or_last="Primera o última diapositiva",
        go_to_slide="Ir a una diapositiva por su número",
        overview="Todas las diapositivas a la vez",
        full_screen="Pantalla completa",
        black_screen="Pantalla en negro",
        print_slides="Imprimir",
        key_space="Espacio",
        key_page_down="Av Pág",
        key_page_up="Re Pág",
        key_home="Inicio",
        key_end="Fin",
        key_ctrl="Ctrl",
        lectures="Clases",
        one_slide="1 diapositiva",
        slides="{count} diapositivas",
        no_lectures="Todavía no hay clases.",
        reading_page="Página de lectura",
        teachers="Profesorado",
        schedule="Calendario",
        deadline="Plazo",
        next_date="Próxima fecha",
        today="Hoy",
        notebook="Cuaderno",
        pdf="PDF",
        code="Código",
        data="Datos",
        video="Grabación",
        paper="Artículo",
        exercises="Ejercicios",
        website="Sitio web",
        pages="Páginas",
        search="Buscar",
        skip_to_content="Ir al contenido",
        last_changed="Última modificación",
        on_this_page="En esta página",
        contents="Contenido",
        open_slides="Abrir como diapositivas",
        slide_number="Diapositiva {number}",
        table="Tabla",
        search_close="Cerrar",
        search_slides="Buscar en todas las diapositivas",
        search_results="Diapositivas",
        search_hint="Escriba palabras de una diapositiva: un título, un nombre, una línea de código.",
        search_loading="Se está preparando la búsqueda …",
        search_failed="No se pudo cargar la búsqueda.",
        search_none="Ninguna diapositiva contiene «{query}».",
        search_some="Ninguna diapositiva contiene todas estas palabras.",
        speaker_view="Vista del orador",
        smaller_notes="Notas más pequeñas",
        larger_notes="Notas más grandes",
        on_screen="En pantalla",
        current_slide="Diapositiva en pantalla",
        next="Siguiente",
        next_slide="Diapositiva o paso siguiente",
        end="Fin de la clase",
        time_and_place="Hora y posición",
        elapsed="Transcurrido",
        pause="Parar o seguir",
        pause_elapsed="Tiempo transcurrido: parar o seguir",
        reset="A cero",
        reset_elapsed="Poner a cero el tiempo transcurrido",
        time="Hora",
        slide="Diapositiva",
        notes="Notas",
        no_notes="No hay notas para esta diapositiva.",
        no_deck="Abra esta ventana desde una presentación, con la tecla S.",
        deck_closed="La ventana de las diapositivas está cerrada.",
        waiting="Esperando las diapositivas…",
    ),
    "it": Words(
        figure="Figura",
        source="Fonte",
        licence="Licenza",
        recap="Riepilogo",
        preview="Anteprima",
        agenda="Indice",
        references="Bibliografia",
        image_credits="Crediti delle immagini",
        date="Data",
        topic="Argomento",
        qr_code="Codice QR",
        line_chart="Grafico a linee: {y} in funzione di {x}",
        bar_chart="Grafico a barre: {y} per {x}",
        scatter_chart="Grafico a dispersione: {y} in funzione di {x}",
        load_frame="Carica «{title}» da {host}",
        not_found="Questa pagina non esiste",
        not_found_why="Forse è stata spostata, o l’indirizzo contiene un errore.",
        to_home="Al corso",
        instructor="Docente",
        solution="Soluzione",
        draft="Bozza",
        note="Nota",
        tip="Suggerimento",
        important="Importante",
        warning="Avvertenza",
        caution="Attenzione",
        deck="Presentazione",
        all_lectures="Tutte le lezioni",
        light_or_dark="Chiaro o scuro",
        switch_theme="Passa dal chiaro allo scuro e viceversa",
        needs_script="Le diapositive hanno bisogno di JavaScript. La pagina di lettura le mostra tutte anche senza.",
        outline="Indice",
        close="Chiudi",
        previous_lecture="Lezione precedente",
        next_lecture="Lezione successiva",
        to_top="Torna su",
        materials="Materiali",
        copy_link="Copia un link a questa diapositiva",
        link_copied="Link copiato",
        link_to_slide="Link a questa diapositiva",
        copy_by_hand="Copia il link selezionato.",
        keyboard_help="Aiuto per la tastiera",
        previous_slide="Diapositiva o passo precedente",
        without_steps="Diapositiva successiva o precedente, senza passi",
        within_stack="Giù o su, dove ci sono diapositive sotto altre",
        first_or_last="Prima o ultima diapositiva",
        go_to_slide="Vai a una diapositiva per numero",
        overview="Tutte le diapositive affiancate",
        full_screen="Schermo intero",
        black_screen="Schermo nero",
        print_slides="Stampa",
        key_space="Spazio",
        key_page_down="Pag ↓",
        key_page_up="Pag ↑",
        key_home="Inizio",
        key_end="Fine",
        key_ctrl="Ctrl",
        lectures="Lezioni",
        one_slide="1 diapositiva",
        slides="{count} diapositive",
        no_lectures="Ancora nessuna lezione.",
        reading_page="Pagina di lettura",
        teachers="Docenti",
        schedule="Calendario",
        deadline="Scadenza",
        next_date="Prossima data",
        today="Oggi",
        notebook="Notebook",
        pdf="PDF",
        code="Codice",
        data="Dati",
        video="Registrazione",
        paper="Articolo",
        exercises="Esercizi",
        website="Sito web",
        pages="Pagine",
        search="Cerca",
        skip_to_content="Vai al contenuto",
        last_changed="Ultima modifica",
        on_this_page="In questa pagina",
        contents="Indice",
        open_slides="Apri come diapositive",
        slide_number="Diapositiva {number}",
        table="Tabella",
        search_close="Chiudi",
        search_slides="Cerca in tutte le diapositive",
        search_results="Diapositive",
        search_hint="Scrivi parole di una diapositiva: un titolo, un nome, una riga di codice.",
        search_loading="La ricerca è in preparazione …",
        search_failed="Non è stato possibile caricare la ricerca.",
        search_none="Nessuna diapositiva contiene «{query}».",
        search_some="Nessuna diapositiva contiene tutte queste parole.",
        speaker_view="Vista del relatore",
        smaller_notes="Note più piccole",
        larger_notes="Note più grandi",
        on_screen="Sullo schermo",
        current_slide="Diapositiva sullo schermo",
        next="Poi",
        next_slide="Diapositiva o passo successivo",
        end="Fine della lezione",
        time_and_place="Ora e posizione",
        elapsed="Trascorso",
        pause="Ferma o riprendi",
        pause_elapsed="Tempo trascorso: ferma o riprendi",
        reset="Azzera",
        reset_elapsed="Azzera il tempo trascorso",
        time="Ora",
        slide="Diapositiva",
        notes="Note",
        no_notes="Nessuna nota per questa diapositiva.",
        no_deck="Apri questa finestra da una presentazione, con il tasto S.",
        deck_closed="La finestra delle diapositive è chiusa.",
        waiting="In attesa delle diapositive…",
    ),
    "nl": Words(
        figure="Figuur",
        source="Bron",
        licence="Licentie",
        recap="Terugblik",
        preview="Vooruitblik",
        agenda="Overzicht",
        references="Literatuur",
        image_credits="Beeldverantwoording",
        date="Datum",
        topic="Onderwerp",
        qr_code="QR-code",
        line_chart="Lijndiagram: {y} tegen {x}",
        bar_chart="Staafdiagram: {y} per {x}",
        scatter_chart="Spreidingsdiagram: {y} tegen {x}",
        load_frame="‘{title}’ van {host} laden",
        not_found="Deze pagina bestaat niet",
        not_found_why="Misschien is ze verplaatst, of er zit een tikfout in het adres.",
        to_home="Naar de cursus",
        instructor="Docent",
        solution="Uitwerking",
        draft="Concept",
        note="Opmerking",
        tip="Tip",
        important="Belangrijk",
        warning="Waarschuwing",
        caution="Voorzichtig",
        deck="Presentatie",
        all_lectures="Alle colleges",
        light_or_dark="Licht of donker",
        switch_theme="Wisselen tussen licht en donker",
        needs_script="De dia’s hebben JavaScript nodig. De leespagina toont ze allemaal ook zonder.",
        outline="Overzicht",
        close="Sluiten",
        previous_lecture="Vorig college",
        next_lecture="Volgend college",
        to_top="Naar boven",
        materials="Materiaal",
        copy_link="Link naar deze dia kopiëren",
        link_copied="Link gekopieerd",
        link_to_slide="Link naar deze dia",
        copy_by_hand="Kopieer de geselecteerde link.",
        keyboard_help="Hulp bij het toetsenbord",
        previous_slide="Vorige dia of stap",
        without_steps="Volgende of vorige dia, zonder stappen",
        within_stack="Omlaag of omhoog, waar dia’s onder elkaar staan",
        first_or_last="Eerste of laatste dia",
        go_to_slide="Naar een dia op nummer",
        overview="Alle dia’s naast elkaar",
        full_screen="Volledig scherm",
        black_screen="Zwart scherm",
        print_slides="Afdrukken",
        key_space="Spatie",
        key_page_down="Page Down",
        key_page_up="Page Up",
        key_home="Home",
        key_end="End",
        key_ctrl="Ctrl",
        lectures="Colleges",
        one_slide="1 dia",
        slides="{count} dia’s",
        no_lectures="Nog geen colleges.",
        reading_page="Leespagina",
        teachers="Docenten",
        schedule="Rooster",
        deadline="Deadline",
        next_date="Volgende",
        today="Vandaag",
        notebook="Notebook",
        pdf="PDF",
        code="Code",
        data="Data",
        video="Opname",
        paper="Artikel",
        exercises="Oefeningen",
        website="Website",
        pages="Pagina’s",
        search="Zoeken",
        skip_to_content="Naar de inhoud",
        last_changed="Laatst gewijzigd",
        on_this_page="Op deze pagina",
        contents="Inhoud",
        open_slides="Als dia’s openen",
        slide_number="Dia {number}",
        table="Tabel",
        search_close="Sluiten",
        search_slides="Alle dia’s doorzoeken",
        search_results="Dia’s",
        search_hint="Typ woorden van een dia: een titel, een naam, een regel code.",
        search_loading="De zoekfunctie wordt voorbereid …",
        search_failed="De zoekfunctie kon niet worden geladen.",
        search_none="Geen dia met “{query}”.",
        search_some="Geen dia bevat al deze woorden.",
        speaker_view="Sprekersweergave",
        smaller_notes="Notities kleiner",
        larger_notes="Notities groter",
        on_screen="Nu in beeld",
        current_slide="Dia in beeld",
        next="Hierna",
        next_slide="Volgende dia of stap",
        end="Einde van het college",
        time_and_place="Tijd en plaats",
        elapsed="Verstreken",
        pause="Pauzeren of doorgaan",
        pause_elapsed="Verstreken tijd: pauzeren of doorgaan",
        reset="Op nul",
        reset_elapsed="Verstreken tijd op nul zetten",
        time="Tijd",
        slide="Dia",
        notes="Notities",
        no_notes="Geen notities bij deze dia.",
        no_deck="Open dit venster vanuit een presentatie, met de toets S.",
        deck_closed="Het venster met de dia’s is gesloten.",
        waiting="Wachten op de dia’s …",
    ),
}
