typedef int hexapla_empty;
