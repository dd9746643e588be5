// Tells a reader who opened the page from disk, or its source by another server, how to start it. A classic script, since browsers load no modules from
// disk, and a file, since the server's policy forbids scripts inside a page.

if (location.protocol === "file:" || !document.title) document.getElementById("from-disk").hidden = false;
