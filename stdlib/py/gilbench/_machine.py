"""What the figures were measured on: processor, cores, system, load."""

import os
import sys
import time


def _first_value(path, name):
    try:
        with open(path, encoding='utf-8', errors='replace') as f:
            for line in f:
                key, _, value = line.partition(':')
                if key.strip() == name:
                    return value.strip()
    except OSError:
        pass
    return None


def _quota():
    # Cores that the control group may use, None for all.
    try:
        with open('/sys/fs/cgroup/cpu.max', encoding='ascii') as f:
            allowed, period = f.read().split()
        return None if allowed == 'max' else int(allowed) / int(period)
    except (OSError, ValueError):
        return None


def cores():
    """How many threads can run at once here."""
    return os.process_cpu_count() or 1


def facts():
    """All of it, as a dict."""
    system = os.uname()
    try:
        load = os.getloadavg()[0]
    except OSError:
        load = None
    return {'cpu': _first_value('/proc/cpuinfo', 'model name') or system.machine, 'cores': cores(), 'quota': _quota(),
            'system': f'{system.sysname} {system.release}', 'machine': system.machine, 'load': load,
            'date': time.strftime('%Y-%m-%d %H:%M'), 'pyish': sys.version.partition(' [')[0]}
