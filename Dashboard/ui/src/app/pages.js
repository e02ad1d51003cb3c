/** The pages in the rail, each with the key that follows `g`. */
export const pages = [
    { to: '/', key: 'h', label: 'Home', icon: 'home' },
    { to: '/resources', key: 'r', label: 'Resources', icon: 'resources' },
    { to: '/console', key: 'c', label: 'Console', icon: 'console' },
    { to: '/logs', key: 'l', label: 'Logs', icon: 'logs' },
    { to: '/traces', key: 't', label: 'Traces', icon: 'traces' },
    { to: '/metrics', key: 'm', label: 'Metrics', icon: 'metrics' },
];
