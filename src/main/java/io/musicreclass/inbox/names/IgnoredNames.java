package io.musicreclass.inbox.names;

/** Names that programs and systems give to files and folders without finished songs. */
final class IgnoredNames {
  /** Unfinished downloads and copies, both files and folders. */
  static final NamePatterns UNFINISHED =
      new NamePatterns(
          "*.part", "Firefox, KDE, Transmission and others",
          ".*\\.part-frag\\d+", "yt-dlp",
          "*.ytdl", "yt-dlp",
          ".*\\.temp\\.[a-z0-9]{2,4}", "yt-dlp",
          "*.partial", "Internet Explorer, rclone",
          "*.crdownload", "Chrome, Edge",
          "*.opdownload", "Opera",
          "*.download", "Safari",
          ".*\\.sb-[0-9a-f]{8}-[a-z0-9]{6}", "macOS programs while saving",
          "*.tmp", "many programs",
          "*.temp", "many programs",
          "*.filepart", "WinSCP",
          "*.aria2", "aria2",
          "*.st", "Axel",
          "*.lftp-pget-status", "lftp",
          "*.fdmdownload", "Free Download Manager",
          "*.getright", "GetRight",
          "*.dap", "Download Accelerator Plus",
          "*.jc!", "FlashGet",
          "*.ob!", "Orbit",
          "*.td", "Thunder",
          "*.xltd", "Thunder",
          ".*\\.x?l?td\\.cfg", "Thunder",
          "*.downloading", "Baidu NetDisk",
          "*.!qb", "qBittorrent",
          "*.!ut", "uTorrent",
          "*.!bt", "BitTorrent",
          "*.bc!", "BitComet",
          "*.bl!", "BitLord",
          "*.az!", "Vuze",
          "*.!sync", "Resilio Sync",
          ".*\\.part\\.met(\\.bak)?", "eMule",
          "*.dctmp", "DC++",
          "*.antifrag", "DC++",
          "*.incomplete", "gtk-gnutella and others",
          "incomplete(~|[0-9a-f]{32}).+", "Nicotine+",
          "(?-i:incomplete)", "Transmission, SABnzbd, slskd and others",
          "_(unpack|failed)_.*", "SABnzbd",
          "__admin__", "SABnzbd",
          "_unpack", "NZBGet",
          ".*\\.(partial|backup)~", "Lidarr, Radarr, Sonarr",
          "~syncthing~.*", "Syncthing",
          "*.ffs_tmp", "FreeFileSync",
          "*.drivedownload", "Google Drive",
          ".*\\.getxfer\\..*", "MEGA",
          "*.mega", "MEGA",
          "*.ocpart", "ownCloud, Nextcloud");

  /** Recycle bins, snapshots, thumbnails and other folders of operating systems and NAS devices. */
  static final NamePatterns SYSTEM =
      new NamePatterns(
          "@eadir", "Synology",
          "@(tmp|sharebin|upload_tmp|database)", "Synology",
          "#recycle", "Synology, TerraMaster",
          "[#@~]snapshots?", "Synology, NetApp and others",
          "@recycle", "QNAP",
          "@recently-snapshot", "QNAP",
          "@__thumb", "QNAP",
          "@transcode", "QNAP",
          "@gmt-[0-9.-]+", "Samba",
          "(network )?recycle bin( \\d+)?", "ASUSTOR",
          "trashbox", "Buffalo",
          "\\$recycle\\.bin", "Windows",
          "recycle[rd]", "Windows",
          "system volume information", "Windows",
          "found\\.\\d{3}", "Windows",
          "lost\\+found", "Linux",
          "lost\\.dir", "Android",
          "__macosx", "macOS",
          "network trash folder", "macOS",
          "temporary items", "macOS",
          "thevolumesettingsfolder", "macOS",
          "_gsdata_", "GoodSync");

  private IgnoredNames() {}
}
