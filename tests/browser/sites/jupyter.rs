//! Frames whose pages follow their heights by scripts of others: by iframe-resizer, or as WordPress does.
