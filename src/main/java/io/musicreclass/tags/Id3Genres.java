package io.musicreclass.tags;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbered genres of ID3v1, and their notation in ID3v2. */
final class Id3Genres {
  private static final String[] NAMES =
      ("Blues|Classic Rock|Country|Dance|Disco|Funk|Grunge|Hip-Hop|Jazz|Metal|New"
              + " Age|Oldies|Other|Pop|R&B|Rap|Reggae|Rock|Techno|Industrial|Alternative|Ska|Death"
              + " Metal|Pranks"
              + "|Soundtrack|Euro-Techno|Ambient|Trip-Hop|Vocal|Jazz+Funk|Fusion|Trance|Classical|Instrumental|Acid|House|Game|Sound"
              + " Clip|Gospel|Noise|AlternRock|Bass|Soul|Punk|Space|Meditative|Instrumental"
              + " Pop|Instrumental"
              + " Rock|Ethnic|Gothic|Darkwave|Techno-Industrial|Electronic|Pop-Folk|Eurodance|Dream|Southern"
              + " Rock|Comedy|Cult|Gangsta|Top 40|Christian Rap|Pop/Funk|Jungle|Native"
              + " American|Cabaret|New Wave|Psychedelic|Rave|Showtunes|Trailer|Lo-Fi|Tribal|Acid"
              + " Punk|Acid Jazz|Polka|Retro|Musical|Rock & Roll|Hard Rock|Folk|Folk-Rock|National"
              + " Folk|Swing|Fast Fusion|Bebob|Latin|Revival|Celtic|Bluegrass|Avantgarde|Gothic"
              + " Rock|Progressive Rock|Psychedelic Rock|Symphonic Rock|Slow Rock|Big Band|Chorus|Easy"
              + " Listening|Acoustic|Humour|Speech|Chanson|Opera|Chamber Music|Sonata|Symphony|Booty"
              + " Bass|Primus|Porn Groove|Satire|Slow Jam|Club|Tango|Samba|Folklore|Ballad|Power"
              + " Ballad|Rhythmic Soul|Freestyle|Duet|Punk Rock|Drum Solo|A Cappella|Euro-House|Dance"
              + " Hall|Goa|Drum & Bass|Club-House|Hardcore|Terror|Indie|BritPop|Afro-Punk|Polsk"
              + " Punk|Beat|Christian Gangsta Rap|Heavy Metal|Black Metal|Crossover|Contemporary"
              + " Christian|Christian Rock|Merengue|Salsa|Thrash"
              + " Metal|Anime|JPop|Synthpop|Abstract|Art Rock|Baroque|Bhangra|Big"
              + " Beat|Breakbeat|Chillout|Downtempo|Dub|EBM|Eclectic|Electro|Electroclash|Emo|Experimental|Garage|Global|IDM|Illbient|Industro-Goth|Jam"
              + " Band|Krautrock|Leftfield|Lounge|Math Rock|New"
              + " Romantic|Nu-Breakz|Post-Punk|Post-Rock|Psytrance|Shoegaze|Space Rock|Trop Rock|World"
              + " Music|Neoclassical|Audiobook|Audio Theatre|Neue Deutsche Welle|Podcast|Indie"
              + " Rock|G-Funk|Dubstep|Garage Rock|Psybient")
          .split("\\|");

  private static final Pattern REFERENCE = Pattern.compile("\\((\\d{1,3}|RX|CR)\\)");

  private Id3Genres() {}

  /** The genre with a number, if any. */
  static Optional<String> name(int number) {
    return number >= 0 && number < NAMES.length ? Optional.of(NAMES[number]) : Optional.empty();
  }

  /**
   * The genres in one value of a TCON frame: numbers in brackets before text, a single number, or
   * plain text.
   */
  static List<String> of(String value) {
    List<String> genres = new ArrayList<>();
    String rest = value;
    for (Matcher m = REFERENCE.matcher(rest); m.lookingAt(); m = REFERENCE.matcher(rest)) {
      genres.add(named(m.group(1)));
      rest = rest.substring(m.end());
    }
    if (rest.startsWith("((")) {
      rest = rest.substring(1);
    }
    if (!rest.isBlank() && !genres.contains(rest)) {
      genres.add(genres.isEmpty() ? named(rest) : rest);
    }
    return genres;
  }

  private static String named(String text) {
    if (text.equals("RX")) {
      return "Remix";
    }
    if (text.equals("CR")) {
      return "Cover";
    }
    return text.matches("\\d{1,3}") ? name(Integer.parseInt(text)).orElse(text) : text;
  }
}
