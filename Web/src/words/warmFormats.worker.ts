// The first format of a process looks through every language the browser knows, tens of milliseconds: done here, the page's own thread finds it done.
new Intl.NumberFormat();
new Intl.DateTimeFormat();
close();
