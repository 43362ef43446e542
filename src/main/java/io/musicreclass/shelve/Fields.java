package io.musicreclass.shelve;

import java.util.List;
import org.jaudiotagger.audio.generic.AbstractTag;
import org.jaudiotagger.tag.FieldDataInvalidException;
import org.jaudiotagger.tag.FieldKey;
import org.jaudiotagger.tag.Tag;
import org.jaudiotagger.tag.TagField;
import org.jaudiotagger.tag.asf.AsfTag;
import org.jaudiotagger.tag.asf.AsfTagTextField;
import org.jaudiotagger.tag.flac.FlacTag;
import org.jaudiotagger.tag.id3.AbstractID3v2Frame;
import org.jaudiotagger.tag.id3.AbstractID3v2Tag;
import org.jaudiotagger.tag.id3.ID3v22Tag;
import org.jaudiotagger.tag.id3.Id3SupportingTag;
import org.jaudiotagger.tag.id3.framebody.FrameBodyTXXX;
import org.jaudiotagger.tag.mp4.Mp4Tag;
import org.jaudiotagger.tag.mp4.field.Mp4TagReverseDnsField;
import org.jaudiotagger.tag.vorbiscomment.VorbisCommentTag;
import org.jaudiotagger.tag.wav.WavTag;

/** Fields of one's own in a tag: each format has another place for them. */
abstract class Fields {
  private final Tag tag;

  private Fields(Tag tag) {
    this.tag = tag;
  }

  /** The tag they are in. */
  final Tag tag() {
    return tag;
  }

  /** The value by that name; empty when there is none. */
  abstract String get(String name);

  /** Writes a value in place of the one there is. */
  abstract void set(String name, String value) throws FieldDataInvalidException;

  /** Writes genres in place of those there are. */
  void genres(List<String> genres) throws FieldDataInvalidException {
    tag.deleteField(FieldKey.GENRE);
    for (String genre : genres) {
      tag.addField(FieldKey.GENRE, genre);
    }
  }

  /** The fields of a tag; throws IllegalArgumentException for one that has no place for them. */
  static Fields of(Tag tag) {
    if (tag instanceof WavTag wav && wav.getID3Tag() == null) {
      wav.setID3Tag(WavTag.createDefaultID3Tag());
    }
    if (tag instanceof Id3SupportingTag chunk && chunk.getID3Tag() != null) {
      return new Id3(tag, chunk.getID3Tag());
    }
    if (tag instanceof AbstractID3v2Tag id3) {
      return new Id3(tag, id3);
    }
    if (tag instanceof VorbisCommentTag || tag instanceof FlacTag) {
      return new Comments(tag);
    }
    if (tag instanceof Mp4Tag || tag instanceof AsfTag) {
      return new Boxes((AbstractTag) tag);
    }
    throw new IllegalArgumentException("no place for fields in " + tag.getClass().getSimpleName());
  }

  /** Frames TXXX, told apart by their description. */
  private static final class Id3 extends Fields {
    private final AbstractID3v2Tag frames;
    private final String id;

    Id3(Tag tag, AbstractID3v2Tag frames) {
      super(tag);
      this.frames = frames;
      this.id = frames instanceof ID3v22Tag ? "TXX" : "TXXX";
    }

    @Override
    String get(String name) {
      for (TagField field : List.copyOf(frames.getFields(id))) {
        if (field instanceof AbstractID3v2Frame frame
            && frame.getBody() instanceof FrameBodyTXXX text
            && name.equals(text.getDescription())) {
          return text.getFirstTextValue();
        }
      }
      return "";
    }

    @Override
    void set(String name, String value) throws FieldDataInvalidException {
      AbstractID3v2Frame frame = frames.createFrame(id);
      FrameBodyTXXX text = (FrameBodyTXXX) frame.getBody();
      text.setDescription(name);
      text.setText(value);
      frames.setField(frame);
    }
  }

  /** NAME=value. */
  private static final class Comments extends Fields {
    Comments(Tag tag) {
      super(tag);
    }

    @Override
    String get(String name) {
      return tag().getFirst(name);
    }

    @Override
    void set(String name, String value) throws FieldDataInvalidException {
      if (tag() instanceof FlacTag flac) {
        flac.setField(name, value);
      } else {
        ((VorbisCommentTag) tag()).setField(name, value);
      }
    }
  }

  /** The free-form boxes of MP4, the extended content of ASF. */
  private static final class Boxes extends Fields {
    private static final String ISSUER = "com.apple.iTunes";
    private final boolean mp4;

    Boxes(AbstractTag tag) {
      super(tag);
      this.mp4 = tag instanceof Mp4Tag;
    }

    private String id(String name) {
      return mp4 ? "----:" + ISSUER + ":" + name : name;
    }

    @Override
    String get(String name) {
      return tag().getFirst(id(name));
    }

    /** Of several in MP4 some players see the first, others the last: there they are one text. */
    @Override
    void genres(List<String> genres) throws FieldDataInvalidException {
      super.genres(mp4 ? List.of(String.join(Tagger.BETWEEN, genres)) : genres);
    }

    @Override
    void set(String name, String value) throws FieldDataInvalidException {
      tag()
          .setField(
              mp4
                  ? new Mp4TagReverseDnsField(id(name), ISSUER, name, value)
                  : new AsfTagTextField(name, value));
    }
  }
}
