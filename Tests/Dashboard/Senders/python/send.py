# Sends a trace of two spans, a log record and two metrics with the OpenTelemetry SDK for Python.
# Usage: send.py <grpc|http>; where to and with which key and compression by the usual OTEL_EXPORTER_OTLP_* variables.
import importlib
import sys

from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import SimpleLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.trace import Link, SpanKind, Status, StatusCode, set_span_in_context


def exporter(module, name):
    return getattr(importlib.import_module(f"opentelemetry.exporter.otlp.proto.{sys.argv[1]}.{module}"), name)()


resource = Resource({"service.name": "python-sender", "service.instance.id": "python-1"})

traces = TracerProvider(resource=resource)
traces.add_span_processor(SimpleSpanProcessor(exporter("trace_exporter", "OTLPSpanExporter")))
tracer = traces.get_tracer("sender", "1.2.3")
parent = tracer.start_span("GET /wishes", kind=SpanKind.SERVER, attributes={"http.route": "/wishes", "http.response.status_code": 500, "tags": ["a", "ü"]})
inside = set_span_in_context(parent)
child = tracer.start_span("select", context=inside, kind=SpanKind.CLIENT, links=[Link(parent.get_span_context())])
child.record_exception(ValueError("locked"))
child.set_status(Status(StatusCode.ERROR, "database is locked"))
child.end()

logs = LoggerProvider(resource=resource)
logs.add_log_record_processor(SimpleLogRecordProcessor(exporter("_log_exporter", "OTLPLogExporter")))
logs.get_logger("wishes").emit(
    LogRecord(
        context=inside,
        severity_number=SeverityNumber.WARN,
        severity_text="WARN",
        body="slow: grüße",
        attributes={"user": "ann", "nested": {"list": [1, 2.5, True]}},
    )
)
parent.end()

metrics = MeterProvider(resource=resource, metric_readers=[PeriodicExportingMetricReader(exporter("metric_exporter", "OTLPMetricExporter"))])
meter = metrics.get_meter("sender")
meter.create_counter("requests", "{request}").add(3, {"method": "GET"})
meter.create_histogram("duration", "s").record(0.2)

traces.shutdown()
logs.shutdown()
metrics.shutdown()
