// Before anything is painted, and a file of its own so that no Content-Security-Policy has to allow inline scripts.
document.documentElement.dataset.theme = localStorage.getItem('belfry.theme') || 'auto';
